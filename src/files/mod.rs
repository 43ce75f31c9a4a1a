//! Files on the disk: which may be opened, and reading them within bounds.

mod boundary;
mod ignoring;
mod listing;
mod reading;
mod whole;

use std::path::Path;

pub use boundary::{Boundary, real, repository_around, tidy};
pub use listing::{Listing, list};
pub use reading::{FileError, open, read, read_stdin};
pub use whole::{canonical, is_device};

/// A path as reports write it: with forward slashes on systems that write others, and without the prefix `\\?\` of Windows.
///
/// Names are for people: two files may have the same one, where a name isn't UTF-8.
#[must_use]
pub fn display(path: &Path) -> String {
    let mut text = path.display().to_string();
    if cfg!(windows)
        && let Some(plain) = whole::without_prefix(&text)
    {
        text = plain;
    }
    if std::path::MAIN_SEPARATOR == '\\' {
        text = text.replace('\\', "/");
    }
    text.strip_prefix("./").map(str::to_owned).unwrap_or(text)
}
