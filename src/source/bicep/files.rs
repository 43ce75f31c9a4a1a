//! The files that a Bicep program names, each read once in a run.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use arm_template::SourceId;
use bicep::{DirectoryEntry, Files, OpenError, Parsed, Source as Program};

use super::kind::BicepFile;
use super::registry::Registry;
use crate::files::{Boundary, FileError as Unreadable, display, tidy};
use crate::source::{Overlay, Sources, source};

/// The files of Bicep programs.
pub struct BicepFiles<'a> {
    sources: &'a Mutex<Sources>,
    overlay: &'a Overlay,
    max_bytes: u64,
    /// Where programs may open files.
    boundary: Boundary,
    registry: Registry<'a>,
    read: Mutex<HashMap<PathBuf, Program>>,
    /// Whether a path may be read that a file names.
    allowed: Mutex<HashMap<(PathBuf, PathBuf), bool>>,
    parsed: Parsed,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'a> BicepFiles<'a> {
    /// Files whose texts go into `sources`.
    #[must_use]
    pub fn new(
        sources: &'a Mutex<Sources>,
        overlay: &'a Overlay,
        max_bytes: u64,
        boundary: Boundary,
        folders: &'a [PathBuf],
    ) -> Self {
        let registry = Registry::new(boundary.clone(), folders);
        let (read, allowed, parsed) = (Mutex::default(), Mutex::default(), Parsed::default());
        Self { sources, overlay, max_bytes, boundary, registry, read, allowed, parsed }
    }

    /// A file that was read already, under its name in reports.
    #[must_use]
    pub fn main(&self, path: &Path, name: &str, bytes: Vec<u8>) -> Program {
        let mut read = lock(&self.read);
        if let Some(known) = read.get(path) {
            return known.clone();
        }
        let program = self.take(path, name, bytes);
        read.insert(path.to_owned(), program.clone());
        program
    }

    fn take(&self, path: &Path, name: &str, bytes: Vec<u8>) -> Program {
        let mut source = source(name.to_owned(), bytes).at(path);
        // What a compiler wrote is changed by changing what it was made of.
        source.compiled = BicepFile::of(path).is_none() && source.text.contains("\"_generator\"");
        let text = source.text.clone();
        let id = lock(self.sources).add(source);
        Program { id, path: path.to_owned(), text }
    }

    fn at(&self, path: &Path) -> Result<Program, OpenError> {
        if let Some(known) = lock(&self.read).get(path) {
            return Ok(known.clone());
        }
        let bytes =
            self.overlay.read(path, self.max_bytes).map_err(|error| missing(path, &error))?;
        let mut read = lock(&self.read);
        if let Some(known) = read.get(path) {
            return Ok(known.clone());
        }
        let program = self.take(path, &display(path), bytes);
        read.insert(path.to_owned(), program.clone());
        Ok(program)
    }
}

fn missing(path: &Path, error: &Unreadable) -> OpenError {
    OpenError::Missing(format!("'{}' can't be read: {error}", display(path)))
}

/// The path of a file that another one names.
fn beside(from: &Path, path: &str) -> PathBuf {
    let joined = from.parent().unwrap_or(Path::new("")).join(path.replace('\\', "/"));
    tidy(&joined)
}

impl BicepFiles<'_> {
    /// A path that a program names, when what is there may be read. A module from a registry names its own files.
    fn allowed(&self, from: &Path, path: &str) -> Result<PathBuf, OpenError> {
        let path = beside(from, path);
        // Many programs use the same modules, and following links on the disk takes long.
        let pair = (from.to_owned(), path.clone());
        let known = lock(&self.allowed).get(&pair).copied();
        let allowed = known.unwrap_or_else(|| {
            let allowed = self.may_be_read(from, &path);
            lock(&self.allowed).insert(pair, allowed);
            allowed
        });
        if allowed { Ok(path) } else { Err(missing(&path, &Unreadable::Outside)) }
    }

    fn may_be_read(&self, from: &Path, path: &Path) -> bool {
        let boundary = if self.boundary.holds(from) {
            &self.boundary
        } else {
            &Boundary::default().and(from.parent())
        };
        !matches!(boundary.place(path), Err(Unreadable::Outside))
    }
}

impl Files for BicepFiles<'_> {
    fn open(&self, from: &Path, path: &str) -> Result<Program, OpenError> {
        self.at(&self.allowed(from, path)?)
    }

    fn artifact(&self, from: &Path, reference: &str) -> Result<Program, OpenError> {
        self.at(&self.registry.find(from, reference)?)
    }

    fn bytes(&self, from: &Path, path: &str) -> Result<(Option<SourceId>, Vec<u8>), OpenError> {
        let path = self.allowed(from, path)?;
        let bytes =
            self.overlay.read(&path, self.max_bytes).map_err(|error| missing(&path, &error))?;
        let json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        if !json {
            return Ok((None, bytes));
        }
        let program = self.at(&path)?;
        Ok((Some(program.id), bytes))
    }

    fn directory(&self, from: &Path, path: &str) -> Result<Vec<DirectoryEntry>, OpenError> {
        let folder = self.allowed(from, path)?;
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
        let entries = std::fs::read_dir(here).map_err(|error| missing(&folder, &error.into()))?;
        let files = entries.flatten().filter(|entry| entry.path().is_file());
        let prefix = path.trim_start_matches("./").trim_end_matches('/');
        let entry = |name: String| {
            let path =
                if prefix.is_empty() || prefix == "." { name } else { format!("{prefix}/{name}") };
            DirectoryEntry { path }
        };
        Ok(files.filter_map(|file| file.file_name().into_string().ok()).map(entry).collect())
    }

    fn environment(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn parsed(&self) -> Option<&Parsed> {
        Some(&self.parsed)
    }
}
