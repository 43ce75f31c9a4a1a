//! A settings file that was read: its name, its place and its text.

use std::path::PathBuf;
use std::sync::Arc;

/// A settings file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsFile {
    /// Its name for people: with forward slashes, relative where it was given so.
    pub name: String,
    /// Its whole path, links followed.
    pub path: PathBuf,
    /// The folder that paths in it start from.
    pub folder: PathBuf,
    /// Its text.
    pub text: Arc<str>,
}
