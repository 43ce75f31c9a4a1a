//! Where settings lie: `gatelint.toml`, in the folder of what is checked or the nearest one above.

use std::path::{Path, PathBuf};

use super::fault::SettingsError;
use super::file::SettingsFile;
use crate::files::{self, Boundary, FileError, real};

/// The name of a settings file.
pub const FILE_NAME: &str = "gatelint.toml";

/// The largest settings that are read, in bytes.
const LARGEST: u64 = 1 << 20;

/// The settings file that holds for a path, and what has its name but is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsSearch {
    /// The file.
    pub path: Option<PathBuf>,
    /// Pipes, devices and sockets of its name.
    pub passed_over: Vec<PathBuf>,
}

impl SettingsFile {
    /// Reads a settings file that was named.
    ///
    /// # Errors
    /// When it can't be read, is no regular file, too large or no UTF-8.
    pub fn read(path: &Path) -> Result<Self, SettingsError> {
        Self::of(path, files::read(path, LARGEST))
    }

    /// Reads a settings file that was found.
    ///
    /// # Errors
    /// As for one that was named, and when it leads out of the folders that are checked.
    pub fn read_within(boundary: &Boundary, path: &Path) -> Result<Self, SettingsError> {
        Self::of(path, boundary.read(path, LARGEST))
    }

    fn of(path: &Path, bytes: Result<Vec<u8>, FileError>) -> Result<Self, SettingsError> {
        let name = files::display(path);
        let text = bytes
            .map_err(|error| error.to_string())
            .and_then(|bytes| String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned()));
        let text = text.map_err(|why| SettingsError::Unreadable { name: name.clone(), why })?;
        let path = real(path);
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        // Editors on Windows write a byte order mark, which TOML does not know.
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        Ok(Self { name, path, folder, text: text.into() })
    }
}

/// Looks for the settings of what lies at a path: in its folder, or in the nearest folder above that has some, as far
/// as the repository goes.
///
/// The file's path is relative to the current directory where it lies below it.
#[must_use]
pub fn find(start: &Path) -> SettingsSearch {
    let mut found = SettingsSearch::default();
    let start =
        if start.is_dir() { real(start) } else { real(start.parent().unwrap_or(Path::new(""))) };
    let top = files::repository_around(&start);
    let here = real(Path::new("."));
    for folder in start.ancestors() {
        let path = folder.join(FILE_NAME);
        // A link to nothing is a fault worth telling, not a reason to look further.
        let is_link = path.symlink_metadata().is_ok_and(|data| data.is_symlink());
        let shown = || path.strip_prefix(&here).map_or_else(|_| path.clone(), Path::to_owned);
        match path.metadata() {
            Ok(data) if data.is_file() || is_link => {
                found.path = Some(shown());
                break;
            }
            Ok(data) if !data.is_dir() => found.passed_over.push(shown()),
            Err(_) if is_link => {
                found.path = Some(shown());
                break;
            }
            _ => {}
        }
        if top == Some(folder) {
            break;
        }
    }
    found
}
