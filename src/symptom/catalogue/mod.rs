//! The catalogue of symptoms: its files, and how to get at what is in them.

pub(crate) mod reading;
mod symptom;

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};

use self::reading::{Files, SymptomWording, read, wordings_of};
pub use self::symptom::{Cause, Citation, Config, Symptom, Texts};

/// Every symptom of the catalogue, in its order.
#[must_use]
pub fn all() -> &'static [Symptom] {
    static CATALOGUE: LazyLock<Vec<Symptom>> = LazyLock::new(|| {
        read(&FILES).expect("the catalogue is part of the program and is read by a test")
    });
    &CATALOGUE
}

/// The English text that the catalogue has first for a code, letter case aside.
///
/// Of the catalogue only the files are read that hold the code: a check names few symptoms, and reading all of them takes longer than
/// most checks.
#[must_use]
pub fn text_of_code(code: &str) -> Option<&'static str> {
    const FILE_COUNT: usize = FILES.symptoms.len();
    static READ: [OnceLock<Vec<SymptomWording>>; FILE_COUNT] =
        [const { OnceLock::new() }; FILE_COUNT];
    static FOUND: Mutex<BTreeMap<String, Option<&'static str>>> = Mutex::new(BTreeMap::new());
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = found.get(code) {
        return *known;
    }
    let lower = code.to_ascii_lowercase();
    let holds = |text: &str| text.contains(code) || text.to_ascii_lowercase().contains(&lower);
    let first = FILES.symptoms.iter().zip(&READ).filter(|(text, _)| holds(text)).find_map(
        |(text, wordings)| {
            let read = || wordings_of(text).expect("the catalogue is read by a test");
            wordings.get_or_init(read).iter().find(|wording| wording.has(code))
        },
    );
    let text = first.and_then(SymptomWording::first);
    found.insert(code.to_owned(), text);
    text
}

/// The catalogue's files, in the order in which its symptoms are listed.
pub(crate) const FILES: Files<'static> = Files {
    sources: include_str!("sources.toml"),
    symptoms: &[
        include_str!("windows.toml"),
        include_str!("windows-tls.toml"),
        include_str!("windows-package.toml"),
        include_str!("connected.toml"),
        include_str!("azure-vpn-client.toml"),
        include_str!("openvpn.toml"),
        include_str!("ikev2-clients.toml"),
        include_str!("entra.toml"),
        include_str!("radius.toml"),
        include_str!("portal.toml"),
        include_str!("deployment.toml"),
        include_str!("network.toml"),
        include_str!("resource-manager.toml"),
    ],
    translations: &[
        include_str!("texts/de.toml"),
        include_str!("texts/es.toml"),
        include_str!("texts/fr.toml"),
        include_str!("texts/ja.toml"),
        include_str!("texts/pt.toml"),
        include_str!("texts/zh-TW.toml"),
    ],
};

/// The symptom of that id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Symptom> {
    all().iter().find(|symptom| symptom.id == id)
}

/// The symptoms that name this lint among their causes.
#[must_use]
pub fn by_lint(id: &str) -> Vec<&'static Symptom> {
    all()
        .iter()
        .filter(|symptom| {
            symptom.causes.iter().any(|cause| cause.lints.iter().any(|lint| lint == id))
        })
        .collect()
}
