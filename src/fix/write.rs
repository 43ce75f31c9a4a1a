//! Writing a changed file: all of it or nothing.

use std::io::Write;
use std::path::Path;

use super::fixed::FixedFile;
use crate::files::{self, FileError};

/// Why a file was not written. It is as it was then.
#[derive(Debug, thiserror::Error)]
pub enum FixError {
    /// The file or its folder can't be written.
    #[error("{name} can't be written: {error}")]
    Io {
        /// The file.
        name: String,
        /// Why.
        error: std::io::Error,
    },
    /// It is marked as not to be written.
    #[error("{name} is read-only")]
    ReadOnly {
        /// The file.
        name: String,
    },
    /// Somebody else wrote it since it was read.
    #[error("another program changed {name} in the meantime")]
    Changed {
        /// The file.
        name: String,
    },
}

/// Writes a file's new bytes beside it, and puts them in its place. Standard input has no place to be written to.
///
/// # Errors
/// When the file can't be written, may not be, or is not what was read.
pub fn write(file: &FixedFile) -> Result<(), FixError> {
    let Some(path) = &file.path else { return Ok(()) };
    let name = || file.name.clone();
    let io = |error: std::io::Error| FixError::Io { name: file.name.clone(), error };
    let before = std::fs::metadata(path).map_err(io)?;
    let permissions = before.permissions();
    if permissions.readonly() {
        return Err(FixError::ReadOnly { name: name() });
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(folder).map_err(io)?;
    new.write_all(&file.after).map_err(io)?;
    new.as_file().set_permissions(permissions).map_err(io)?;
    keep_owner(&new, &before);
    new.as_file().sync_all().map_err(io)?;
    // The last thing before the new file takes the place: what somebody else saves until then is not lost.
    if !holds(path, &file.before).map_err(io)? {
        return Err(FixError::Changed { name: name() });
    }
    new.persist(path).map_err(|error| io(error.error))?;
    Ok(())
}

/// Whether a file, which may have become anything since it was read, holds these bytes and no others.
fn holds(path: &Path, bytes: &[u8]) -> std::io::Result<bool> {
    match files::read(path, bytes.len() as u64) {
        Ok(now) => Ok(now == bytes),
        Err(FileError::Io(error)) => Err(error),
        Err(_) => Ok(false),
    }
}

/// Gives the new file the owner of the old one. Only the superuser may; for others it is theirs already, or stays so.
#[cfg(unix)]
fn keep_owner(new: &tempfile::NamedTempFile, before: &std::fs::Metadata) {
    use std::os::unix::fs::MetadataExt;
    let owner = (before.uid(), before.gid());
    let now = new.as_file().metadata().map(|data| (data.uid(), data.gid()));
    if now.is_ok_and(|now| now != owner) {
        let _ = std::os::unix::fs::chown(new.path(), Some(owner.0), Some(owner.1));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &tempfile::NamedTempFile, _: &std::fs::Metadata) {}
