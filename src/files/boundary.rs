//! Where a file may lie that nobody named: in the folders that are checked, or in the repository around them.

use std::path::{Component, Path, PathBuf};

use super::reading::{FileError, read};
use super::whole::canonical;

/// The folders, links followed, inside of which files are opened without being named.
///
/// A repository brings its own settings, ignore files and parameters files, and each may be a link to anything that
/// the user who runs gatelint may read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boundary {
    folders: Vec<PathBuf>,
    /// The folder that is worked in, where a file below it is named and no repository says what belongs to it. No link
    /// leads there.
    worked_in: Option<PathBuf>,
}

impl Boundary {
    /// The folders among these, the folders of the files among them, and the repositories around them.
    pub fn around<'a>(given: impl IntoIterator<Item = &'a Path>) -> Self {
        let mut boundary = Self::default();
        for path in given {
            // A file's folder is the one where its name stands: the file may be a link to anywhere.
            let parent = || path.parent().unwrap_or(Path::new(""));
            let is_folder = path.is_dir();
            let folder = real(if is_folder { path } else { parent() });
            let repository = repository_around(&folder);
            let here = real(Path::new("."));
            if !is_folder && repository.is_none() && folder.starts_with(&here) {
                boundary.worked_in = Some(here);
            }
            let folder = repository.map_or(folder.clone(), Path::to_owned);
            if !boundary.folders.contains(&folder) {
                boundary.folders.push(folder);
            }
        }
        boundary
    }

    /// The same folders and these, without the repositories around them.
    #[must_use]
    pub fn and<'a>(mut self, folders: impl IntoIterator<Item = &'a Path>) -> Self {
        self.folders.extend(folders.into_iter().map(real));
        self
    }

    /// Whether a path, links followed, lies inside.
    #[must_use]
    pub fn holds(&self, path: &Path) -> bool {
        self.holds_at(path, &real(path))
    }

    fn holds_at(&self, path: &Path, real: &Path) -> bool {
        // Joining a whole path gives that one.
        let is_no_link = |here: &Path| is_same(&tidy(&here.join(path)), real);
        self.folders.iter().any(|folder| real.starts_with(folder))
            || self
                .worked_in
                .as_ref()
                .is_some_and(|here| real.starts_with(here) && is_no_link(here))
    }

    /// The whole path of a file, links followed.
    ///
    /// # Errors
    /// When there is nothing at it, or it leads outside.
    pub fn place(&self, path: &Path) -> Result<PathBuf, FileError> {
        // What lies outside is refused alike whether it is there or not.
        if !self.holds(path.parent().unwrap_or(Path::new(""))) {
            return Err(FileError::Outside);
        }
        let place = canonical(path)?;
        if self.holds_at(path, &place) { Ok(place) } else { Err(FileError::Outside) }
    }

    /// Reads a regular file inside, of at most `limit` bytes.
    ///
    /// # Errors
    /// When it leads outside, can't be read, is no regular file or is too large.
    pub fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
        read(&self.place(path)?, limit)
    }
}

/// Whether two whole paths are the same. Windows gives each letter the case that it has on the disk.
fn is_same(one: &Path, other: &Path) -> bool {
    one == other
        || cfg!(windows)
            && one.to_string_lossy().to_lowercase() == other.to_string_lossy().to_lowercase()
}

/// The folder of the repository that a whole path lies in.
#[must_use]
pub fn repository_around(real: &Path) -> Option<&Path> {
    real.ancestors().find(|folder| folder.join(".git").symlink_metadata().is_ok())
}

/// The whole path, links followed where there is something at it.
#[must_use]
pub fn real(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    if let Ok(real) = canonical(path) {
        return real;
    }
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    tidy(&whole)
}

/// The path without `.` and `..`, without looking at the disk: what leads out of a path that is relative stays.
#[must_use]
pub fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if tidy.file_name().is_some() => {
                tidy.pop();
            }
            // Above the root is the root.
            Component::ParentDir if tidy.has_root() => {}
            other => tidy.push(other),
        }
    }
    tidy
}

#[cfg(all(test, unix))]
mod tests {
    use super::{Boundary, FileError};

    #[test]
    fn links_are_followed_before_anything_is_opened() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        for name in ["repo/.git", "repo/infra", "repo/shared", "beside"] {
            std::fs::create_dir_all(at(name)).expect("made");
        }
        for name in ["repo/infra/a", "repo/shared/a", "beside/a"] {
            std::fs::write(at(name), name).expect("written");
        }
        let link = |to: &str, name: &str| {
            std::os::unix::fs::symlink(to, at(name)).expect("a link");
        };
        link("../shared/a", "repo/infra/inside");
        link("../../beside/a", "repo/infra/outside");
        link("../../beside", "repo/infra/folder");
        let boundary = Boundary::around([at("repo/infra").as_path()]);
        let read = |name: &str| boundary.read(&at(name), 100);
        assert_eq!(read("repo/infra/a").expect("read"), b"repo/infra/a");
        assert_eq!(read("repo/infra/inside").expect("read"), b"repo/shared/a");
        for name in ["repo/infra/outside", "repo/infra/folder/a", "repo/infra/../../beside/a"] {
            assert!(matches!(read(name), Err(FileError::Outside)), "{name}");
        }
        assert!(matches!(read("beside/none"), Err(FileError::Outside)));
        assert!(matches!(read("repo/none"), Err(FileError::Io(_))));
    }
}
