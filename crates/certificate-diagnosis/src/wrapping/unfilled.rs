//! Values that are no data but stand for some: placeholders, references, file names, whole documents.

use crate::diagnosis::content::Content;
use crate::diagnosis::flaw::FlawKind;
use crate::encoding::object::PrivateKeyKind;

/// The longest text that is looked at as a placeholder or a name.
const LONGEST: usize = 300;

/// Recognises text that stands in place of data; `text` has no white space around it.
pub(crate) fn recognise(text: &str) -> Option<(Content, FlawKind)> {
    document(text).or_else(|| {
        (text.len() <= LONGEST)
            .then(|| reference(text).or_else(|| placeholder(text)).or_else(|| path(text)))?
    })
}

/// The words of a flaw for what [`recognise`] found.
pub(crate) fn message(content: &Content) -> String {
    match content {
        Content::Placeholder(text) => format!("this is still the placeholder {text}"),
        Content::KeyVaultReference(_) => {
            "this refers to a key vault; the gateway wants the certificate itself".to_owned()
        }
        other => format!("this is {}", other.what()),
    }
}

fn document(text: &str) -> Option<(Content, FlawKind)> {
    let begins =
        |word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let content = if begins("<!doctype html") || begins("<html") {
        Content::Html
    } else if begins("<?xml") {
        Content::Xml
    } else if (text.starts_with('{') && text.ends_with('}') && text.contains('"'))
        || is_json_list(text)
    {
        Content::Json
    } else if begins("ssh-rsa ")
        || begins("ssh-ed25519 ")
        || begins("ecdsa-sha2-")
        || begins("---- BEGIN SSH2 PUBLIC")
    {
        return Some((Content::PublicKey, FlawKind::WrongObject));
    } else if begins("PuTTY-User-Key-File-") {
        return Some((Content::PrivateKey(PrivateKeyKind::Putty), FlawKind::PrivateKey));
    } else {
        return None;
    };
    Some((content, FlawKind::NotData))
}

fn is_json_list(text: &str) -> bool {
    text.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(['{', '"']))
}

fn reference(text: &str) -> Option<(Content, FlawKind)> {
    let lower = text.to_ascii_lowercase();
    let address = lower.strip_prefix("https://").or(lower.strip_prefix("http://"));
    let in_vault = |host: &str| {
        [
            ".vault.azure.net",
            ".vault.azure.cn",
            ".vault.usgovcloudapi.net",
            ".vault.microsoftazure.de",
        ]
        .iter()
        .any(|vault| host.ends_with(vault))
    };
    let host = address.map(|address| address.split(['/', '?', ':']).next().unwrap_or_default());
    if lower.starts_with("@microsoft.keyvault(") || host.is_some_and(in_vault) {
        let shown = text.split(['?', '#']).next().unwrap_or_default();
        return Some((Content::KeyVaultReference(shown.to_owned()), FlawKind::KeyVaultReference));
    }
    host.map(|_| (Content::Link, FlawKind::NotData))
}

fn placeholder(text: &str) -> Option<(Content, FlawKind)> {
    let lower = text.to_ascii_lowercase();
    let between = |open: &str, close: &str| {
        lower.starts_with(open) && lower.ends_with(close) && lower.len() > open.len()
    };
    let bracketed = between("<", ">")
        || between("{{", "}}")
        || between("${", "}")
        || between("@{", "}")
        || between("#{", "}#")
        || between("$(", ")")
        || between("__", "__")
        || between("[", "]")
        || between("{", "}")
        || (between("%", "%") && !lower[1..lower.len() - 1].contains('%'));
    let exact = [
        "todo",
        "tbd",
        "fixme",
        "changeme",
        "change_me",
        "change-me",
        "placeholder",
        "dummy",
        "null",
        "none",
        "n/a",
        "undefined",
        "system.byte[]",
        "...",
        "\u{2026}",
        "string",
        "xxx",
    ];
    let begins = [
        "gen-",
        "your-",
        "your_",
        "<your",
        "replace-",
        "replace_",
        "replaceme",
        "insert-",
        "insert_",
        "todo:",
        "todo ",
        "changeme",
        "example-",
        "paste-",
        "paste_",
        "file(",
        "filebase64(",
        "loadtextcontent(",
        "data.",
        "var.",
        "local.",
    ];
    let repeated = lower.len() >= 3
        && lower.bytes().all(|octet| octet == b'x' || octet == b'*' || octet == b'.');
    let variable = lower.strip_prefix('$').is_some_and(|name| {
        !name.is_empty()
            && name.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"_:.".contains(&octet))
    });
    (bracketed
        || repeated
        || variable
        || exact.contains(&lower.as_str())
        || begins.iter().any(|begin| lower.starts_with(begin)))
    .then(|| (Content::Placeholder(crate::fields::name::shown(text)), FlawKind::Placeholder))
}

fn path(text: &str) -> Option<(Content, FlawKind)> {
    let endings = [".cer", ".crt", ".pem", ".der", ".pfx", ".p12", ".p7b", ".key", ".csr", ".txt"];
    let lower = text.to_ascii_lowercase();
    let named = endings.iter().any(|ending| lower.ends_with(ending)) || lower.starts_with("file:");
    (named && !text.contains('\n'))
        .then(|| (Content::FilePath(crate::fields::name::shown(text)), FlawKind::NotData))
}
