//! PKCS#12 files, opened with the passwords that are known.

use certificate_diagnosis::{Content, Password, open_pkcs12};

use super::loaded::{LoadedInputs, Loading};
use crate::run::request::Request;

/// Opens the PKCS#12 files that are named for certificates.
pub(crate) fn open_stores(inputs: &mut LoadedInputs, request: &Request) {
    let given = request.passwords.iter().map(|password| Password::Text(password));
    let passwords: Vec<_> = [Password::None, Password::Text("")].into_iter().chain(given).collect();
    for loaded in inputs.loaded.iter_mut().filter(|loaded| loaded.asked) {
        let Loading::Certificate(file) = &mut loaded.kind else { continue };
        let is_store = file.reading.content == Content::Pkcs12;
        if !is_store && !file.reading.certificates().is_empty() {
            continue;
        }
        file.password_given = !request.passwords.is_empty();
        let source = inputs.sources.get(loaded.id);
        let bytes =
            source.binary.as_deref().map_or_else(|| unwrapped(&source.text), <[u8]>::to_vec);
        // Base64 of such a file may have other lines around it.
        if is_store || open_pkcs12(&bytes, &passwords).is_ok() {
            file.open(&bytes, &passwords);
        }
    }
}

/// The bytes of a text of base64.
fn unwrapped(text: &str) -> Vec<u8> {
    let lines = text.lines().filter(|line| !line.starts_with(['#', '-']));
    let digits: String = lines.flat_map(str::split_whitespace).collect();
    base64::Engine::decode(&base64::engine::general_purpose::STANDARD, digits).unwrap_or_default()
}
