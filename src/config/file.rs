//! Where settings lie: `gatelint.toml`, in the folder of what is checked or the nearest one above.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::fault::SettingsError;

/// The name of a settings file.
pub const FILE_NAME: &str = "gatelint.toml";

/// A settings file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsFile {
    /// Its name for people: with forward slashes, relative where it was given so.
    pub name: String,
    /// The folder that paths in it start from.
    pub folder: PathBuf,
    /// Its text.
    pub text: Arc<str>,
}

impl SettingsFile {
    /// Reads a settings file.
    ///
    /// # Errors
    /// When it can't be read, or is no UTF-8.
    pub fn read(path: &Path) -> Result<Self, SettingsError> {
        let name = path.display().to_string().replace('\\', "/");
        let name = name.strip_prefix("./").map(str::to_owned).unwrap_or(name);
        let unreadable = |why: String| SettingsError::Unreadable { name: name.clone(), why };
        let text = text_of(path).map_err(|error| {
            unreadable(match error.kind() {
                std::io::ErrorKind::NotFound => "no such file".to_owned(),
                std::io::ErrorKind::InvalidData => "it is not UTF-8".to_owned(),
                _ => error.to_string(),
            })
        })?;
        let folder = real(path).parent().map(Path::to_owned).unwrap_or_default();
        // Editors on Windows write a byte order mark, which TOML does not know.
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        Ok(Self { name, folder, text: text.into() })
    }
}

/// The settings file for what lies at a path: in its folder, or in the nearest folder above that has one.
///
/// Its path is relative to the current directory where it lies below it.
#[must_use]
pub fn find(start: &Path) -> Option<PathBuf> {
    let start = real(start);
    let folder = if start.is_dir() { start.as_path() } else { start.parent()? };
    let found =
        folder.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())?;
    let here = real(Path::new("."));
    Some(found.strip_prefix(&here).map(Path::to_owned).unwrap_or(found))
}

/// The whole path, links followed where there is something at it.
#[must_use]
pub fn real(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    tidy(&whole)
}

/// The path without `.` and `..`, without looking at the disk.
pub(crate) fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                tidy.pop();
            }
            other => tidy.push(other),
        }
    }
    tidy
}

/// The text of a regular file that isn't larger than settings ever are.
fn text_of(path: &Path) -> std::io::Result<String> {
    const LARGEST: u64 = 1 << 20;
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(std::io::Error::other("it is no regular file"));
    }
    if metadata.len() > LARGEST {
        return Err(std::io::Error::other(format!("it has more than {LARGEST} bytes")));
    }
    std::fs::read_to_string(path)
}
