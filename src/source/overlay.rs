//! Texts that stand for those of files, so that a change can be checked before it is written.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::files::{self, Boundary, FileError};

/// Bytes to read in the place of files.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    files: HashMap<PathBuf, Arc<[u8]>>,
}

impl Overlay {
    /// Puts bytes in the place of a file, whose path is a whole one with links followed.
    pub fn put(&mut self, path: PathBuf, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(path, bytes.into());
    }

    /// Reads a file that was named, of at most `limit` bytes, or what stands for it.
    ///
    /// # Errors
    /// When it can't be read, is no regular file or is too large.
    pub fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
        if !self.files.is_empty()
            && let Ok(real) = files::canonical(path)
            && let Some(bytes) = self.files.get(&real)
        {
            return Ok(bytes.to_vec());
        }
        files::read(path, limit)
    }

    /// Reads a file that nobody named, or what stands for it.
    ///
    /// # Errors
    /// When it can't be read, or leads out of the boundary.
    pub fn read_within(
        &self,
        boundary: &Boundary,
        path: &Path,
        limit: u64,
    ) -> Result<Vec<u8>, FileError> {
        self.read(&boundary.place(path)?, limit)
    }
}
