//! What may be wrong with settings, each fault with its place in the file.

use std::ops::Range;

use super::file::SettingsFile;

/// One fault of a settings file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsFault {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Where, in bytes of the file's text.
    pub range: Range<usize>,
}

/// Why settings can't be used. Always the author's to fix.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file can't be read, or is no UTF-8.
    #[error("the settings {name} can't be read: {why}")]
    Unreadable {
        /// The file's name.
        name: String,
        /// Why.
        why: String,
    },
    /// The file can be read, but not understood.
    #[error("the settings {} have {} error(s)", .file.name, .faults.len())]
    Faulty {
        /// The file.
        file: SettingsFile,
        /// Its faults, in the order of the file.
        faults: Vec<SettingsFault>,
    },
}

/// The word of a list that is nearest to one that is not in it, if one is near.
#[must_use]
pub fn nearest<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let (distance, best) = words
        .into_iter()
        .map(|known| (strsim::osa_distance(known, &word), known))
        .min_by_key(|(distance, _)| *distance)?;
    (distance <= word.chars().count().div_ceil(3)).then_some(best)
}
