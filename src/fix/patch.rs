//! What fixes change, as a unified diff. Secrets in it are masked.

use arm_template::Span;
use similar::TextDiff;

use super::{Fixed, FixedFile};
use crate::finding::Report;

/// The changes of all files.
#[must_use]
pub fn patch(fixed: &Fixed) -> String {
    fixed.files.iter().map(|file| of_file(fixed, file)).collect()
}

fn of_file(fixed: &Fixed, file: &FixedFile) -> String {
    let before = masked(&fixed.first, file, &file.before);
    let after = masked(&fixed.report, file, &file.after);
    let (old, new) = match &file.path {
        Some(_) => (below("a", &file.name), below("b", &file.name)),
        None => (file.name.clone(), file.name.clone()),
    };
    TextDiff::from_lines(before.as_str(), after.as_str())
        .unified_diff()
        .header(&old, &new)
        .to_string()
}

/// The text of a file, with every byte of a secret replaced.
fn masked(report: &Report, file: &FixedFile, bytes: &[u8]) -> String {
    let mut text =
        arm_template::decode(bytes).map_or_else(|_| String::new(), |it| it.text.into_owned());
    let here = |span: &&Span| report.sources.name(span.source) == file.name;
    for secret in report.secrets.iter().filter(here) {
        if text.get(secret.range()).is_some() {
            text.replace_range(secret.range(), &"*".repeat(secret.range().len()));
        }
    }
    text
}

/// A file's name below one of the two folders that `patch -p1` and `git apply` take away.
fn below(folder: &str, name: &str) -> String {
    format!("{folder}/{}", name.trim_start_matches('/'))
}
