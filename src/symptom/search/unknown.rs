//! Names in a query that are error codes by their form and place, and not in the catalogue.

use crate::symptom::index::SearchIndex;

/// The names that a query calls an error code and nobody knows, as it writes them.
///
/// A code of Entra ID's counts anywhere; another name as the whole query, at the beginning of a message before a colon, or after a word that says so, as in
/// `"code": "VnetCountLimitReached"` and `with error: VnetCountLimitReached: …`.
pub(crate) fn unknown_names(index: &SearchIndex, query: &str) -> Vec<String> {
    let query = query.trim();
    let mut names: Vec<String> = Vec::new();
    let mut before = "";
    let mut rest = query;
    while let Some(start) = rest.find(is_name_char) {
        let behind = &rest[start..];
        let end = behind.find(|char| !is_name_char(char)).unwrap_or(behind.len());
        let (name, behind) = behind.split_at(end);
        let at = query.len() - behind.len() - name.len();
        let lead = query[..at].trim_end_matches(|char: char| !char.is_alphanumeric());
        let is_first = lead.is_empty();
        let ends = behind.trim_matches(|char: char| !char.is_alphanumeric()).is_empty();
        let is_announced = is_of_entra(name)
            || is_first && (ends || behind.starts_with([':', ')', ']']))
            || ["code", "error"].iter().any(|word| ends_with_word(before, word))
                && query[lead.len()..at].len() <= LONGEST_JOINT;
        if is_announced && looks_like_code(name) && !index.names.contains_key(&name.to_lowercase())
        {
            names.push(name.to_owned());
        }
        before = name;
        rest = behind;
    }
    names.dedup();
    names
}

/// `": "` and its like.
const LONGEST_JOINT: usize = 5;

fn is_name_char(char: char) -> bool {
    char.is_ascii_alphanumeric() || char == '_'
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.to_ascii_lowercase().ends_with(word)
}

/// Several words in one: `VnetCountLimitReached`, `NT_STATUS_LOGON_FAILURE`, `AADSTS50034`.
fn looks_like_code(name: &str) -> bool {
    const SHORTEST: usize = 6;
    let starts_words = name
        .as_bytes()
        .windows(2)
        .filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
        .count();
    let has_lower = name.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_constant = !has_lower && name.contains('_');
    name.len() >= SHORTEST && (starts_words > 0 || is_constant || is_of_entra(name))
}

/// Whether a name is a code of Entra ID's, wherever it stands: `AADSTS50034`.
fn is_of_entra(name: &str) -> bool {
    let number = name.get(..6).filter(|prefix| prefix.eq_ignore_ascii_case("AADSTS"));
    let digits = number.and_then(|_| name.get(6..)).unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a name in lower case is a word, or two, that people also write: `conflict`, `notfound`.
pub(crate) fn is_single_word(name: &str) -> bool {
    ["conflict", "notfound", "badrequest"].contains(&name)
}
