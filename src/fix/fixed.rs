//! What fixing came to: files with their bytes before and after, and what remains.

use std::collections::HashSet;
use std::path::PathBuf;

use super::changes::TextChange;
use crate::finding::Report;

/// A file, or standard input, with its bytes before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FixedFile {
    /// Its name in reports.
    pub name: String,
    /// Where it lies; none for standard input.
    pub path: Option<PathBuf>,
    /// The bytes as they were read.
    pub before: Vec<u8>,
    /// The bytes as they should be.
    pub after: Vec<u8>,
    /// What changed in the text, in its order.
    pub changes: Vec<TextChange>,
}

/// What fixing came to. Nothing is written yet.
#[derive(Debug)]
pub struct Fixed {
    /// What remains.
    pub report: Report,
    /// What was found at first.
    pub first: Report,
    /// What changed.
    pub files: Vec<FixedFile>,
    /// The names of files that would have changed, but for their names that are no UTF-8.
    pub unnamed: Vec<String>,
    /// The bytes of standard input after all fixes, when it was an input.
    pub stdin: Option<Vec<u8>>,
    /// The files that each fix changes.
    pub(super) fixes: Vec<Vec<Option<PathBuf>>>,
}

impl Fixed {
    /// How many findings are fixed when these files can't be written.
    #[must_use]
    pub fn without(&self, unwritten: &[&FixedFile]) -> usize {
        let unwritten: HashSet<_> = unwritten.iter().map(|file| &file.path).collect();
        let whole = |fix: &&Vec<_>| !fix.iter().any(|path| unwritten.contains(path));
        self.fixes.iter().filter(whole).count()
    }
}
