//! The catalogue of symptoms: what is known of each, and how to get at them.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};

use serde::Deserialize;
use serde_json::{Value, json};

use super::code::Code;
use super::command::SuggestedCommand;
use super::reading::{Files, SymptomWording, read, wordings_of};

/// One thing that goes wrong in a user's eyes: the texts and codes it shows itself by, and what is behind it.
#[derive(Debug, Clone)]
pub struct Symptom {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) codes: Vec<Code>,
    pub(super) texts: Texts,
    pub(super) translations: BTreeMap<String, Vec<String>>,
    pub(super) also_asked: Vec<String>,
    pub(super) wrapper: bool,
    pub(super) meaning: String,
    pub(super) causes: Vec<Cause>,
    pub(super) client_steps: Vec<String>,
    pub(super) config: Config,
    pub(super) sources: Vec<Citation>,
}

/// The error texts and headings that a user sees; `<…>` stands for a name that the service fills in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// English.
    pub en: Vec<String>,
    /// Chinese.
    pub zh: Vec<String>,
}

/// One possible cause of a symptom.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// What is wrong, in a sentence.
    pub text: String,
    /// The lints that find it; empty when only the client can tell.
    pub lints: Vec<String>,
}

/// Whether configuration, certificate files, the profile package or a report of the machine can show the cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Config {
    /// Every cause can be found there.
    Yes,
    /// Some causes can; others sit on the client.
    Part,
    /// The cause sits on the client or its network.
    No,
}

impl Config {
    /// `yes`, `part` or `no`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Part => "part",
            Self::No => "no",
        }
    }
}

/// Where an entry is taken from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// A name to read.
    pub name: String,
    /// A web address, or `owner/repository:path`.
    pub at: String,
}

impl Symptom {
    /// The slug that names this symptom, such as `client-certificate-not-found`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The symptom in one line.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The codes it comes with; none for a symptom that has only a text.
    #[must_use]
    pub fn codes(&self) -> &[Code] {
        &self.codes
    }

    /// The texts it comes with.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The same texts as Windows and the portal show them in other languages, by language: `de`, `zh-TW`.
    #[must_use]
    pub fn translations(&self) -> &BTreeMap<String, Vec<String>> {
        &self.translations
    }

    /// Words that people ask with; no message has them.
    #[must_use]
    pub fn also_asked(&self) -> &[String] {
        &self.also_asked
    }

    /// Whether its codes only envelop another error, which tells the cause.
    #[must_use]
    pub fn is_wrapper(&self) -> bool {
        self.wrapper
    }

    /// What it means.
    #[must_use]
    pub fn meaning(&self) -> &str {
        &self.meaning
    }

    /// Its causes, the likeliest first.
    #[must_use]
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }

    /// The same symptom, naming only those lints that there are.
    #[must_use]
    pub fn with_lints(&self, there_is: impl Fn(&str) -> bool) -> Self {
        let mut symptom = self.clone();
        for cause in &mut symptom.causes {
            cause.lints.retain(|lint| there_is(lint));
        }
        symptom
    }

    /// The lints of all causes in the order of the causes, each once.
    #[must_use]
    pub fn lints(&self) -> Vec<&str> {
        let mut lints: Vec<&str> = Vec::new();
        for lint in self.causes.iter().flat_map(|cause| &cause.lints) {
            if !lints.contains(&lint.as_str()) {
                lints.push(lint);
            }
        }
        lints
    }

    /// The commands that run these lints.
    #[must_use]
    pub fn commands(&self) -> Vec<SuggestedCommand> {
        SuggestedCommand::for_lints(&self.lints())
    }

    /// What to do on the client, where configuration can't tell.
    #[must_use]
    pub fn client_steps(&self) -> &[String] {
        &self.client_steps
    }

    /// Whether configuration can show the cause.
    #[must_use]
    pub fn config(&self) -> Config {
        self.config
    }

    /// Where the entry is taken from.
    #[must_use]
    pub fn sources(&self) -> &[Citation] {
        &self.sources
    }

    /// The symptom as JSON, codes with all their forms.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let codes = self
            .codes
            .iter()
            .map(|code| json!({ "code": code.written(), "forms": code.forms() }))
            .collect::<Vec<_>>();
        let causes = self
            .causes
            .iter()
            .map(|cause| json!({ "text": cause.text, "lints": cause.lints }))
            .collect::<Vec<_>>();
        let sources = self
            .sources
            .iter()
            .map(|source| json!({ "name": source.name, "at": source.at }))
            .collect::<Vec<_>>();
        let commands = self.commands().iter().map(|command| command.as_str()).collect::<Vec<_>>();
        let mut texts = json!({ "en": self.texts.en, "zh": self.texts.zh });
        for (language, translated) in &self.translations {
            texts[language] = json!(translated);
        }
        json!({
            "id": self.id,
            "title": self.title,
            "codes": codes,
            "texts": texts,
            "meaning": self.meaning,
            "causes": causes,
            "commands": commands,
            "client_steps": self.client_steps,
            "config": self.config.as_str(),
            "sources": sources,
        })
    }
}

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
pub(super) const FILES: Files<'static> = Files {
    sources: include_str!("catalogue/sources.toml"),
    symptoms: &[
        include_str!("catalogue/windows.toml"),
        include_str!("catalogue/windows-tls.toml"),
        include_str!("catalogue/windows-package.toml"),
        include_str!("catalogue/connected.toml"),
        include_str!("catalogue/azure-vpn-client.toml"),
        include_str!("catalogue/openvpn.toml"),
        include_str!("catalogue/ikev2-clients.toml"),
        include_str!("catalogue/entra.toml"),
        include_str!("catalogue/radius.toml"),
        include_str!("catalogue/portal.toml"),
        include_str!("catalogue/deployment.toml"),
        include_str!("catalogue/network.toml"),
        include_str!("catalogue/resource-manager.toml"),
    ],
    translations: &[
        include_str!("catalogue/texts/de.toml"),
        include_str!("catalogue/texts/es.toml"),
        include_str!("catalogue/texts/fr.toml"),
        include_str!("catalogue/texts/ja.toml"),
        include_str!("catalogue/texts/pt.toml"),
        include_str!("catalogue/texts/zh-TW.toml"),
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
