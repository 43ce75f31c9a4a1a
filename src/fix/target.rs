//! Which sources may be changed: files that were given or lie in given folders, and standard input.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use arm_template::SourceId;

use crate::files::{self, display, real};
use crate::finding::Report;
use crate::run::Request;
use crate::source::Given;

/// What may be changed in a run.
#[derive(Debug)]
pub(super) struct EditableFiles {
    /// Files and folders, links followed.
    within: Vec<PathBuf>,
    /// The name of standard input, and its bytes.
    stdin: Option<(String, Arc<[u8]>)>,
    max_bytes: u64,
    all: Vec<EditableFile>,
    of_path: HashMap<Option<PathBuf>, usize>,
    /// Names of files that would be changed if they could be named.
    pub(super) unnamed: Vec<String>,
}

/// A file, or standard input, that may be changed.
#[derive(Clone, Debug)]
pub(super) struct EditableFile {
    pub(super) path: Option<PathBuf>,
    pub(super) name: String,
    /// The bytes on the disk, or of standard input, before any change.
    pub(super) bytes: Arc<[u8]>,
}

impl EditableFiles {
    pub(super) fn of(request: &Request) -> Self {
        let mut within: Vec<PathBuf> = request.parameters.iter().map(|path| real(path)).collect();
        let mut stdin = None;
        for given in &request.inputs {
            match given {
                Given::Path(path) => within.push(real(path)),
                Given::Bytes { name, bytes } => {
                    stdin = Some((name.clone(), bytes.as_slice().into()));
                }
                // What the cloud answered is changed in the cloud.
                Given::Stdin(_) | Given::Answer(_) => {}
            }
        }
        Self {
            within,
            stdin,
            max_bytes: request.max_bytes,
            all: Vec::new(),
            of_path: HashMap::new(),
            unnamed: Vec::new(),
        }
    }

    /// The target that a source is, when it may be changed. Two sources of one file are one target.
    pub(super) fn find(&mut self, report: &Report, source: SourceId) -> Option<usize> {
        let known = report.sources.get(source);
        // What a compiler wrote is in no file; the place to fix is in the file that it read.
        if known.binary.is_some() || !known.is_written() {
            return None;
        }
        let Some(read) = &known.path else {
            let (name, bytes) = self.stdin.as_ref().filter(|(name, _)| *name == known.name)?;
            let target = EditableFile { path: None, name: name.clone(), bytes: bytes.clone() };
            return Some(self.add(target));
        };
        let path = files::canonical(read).ok()?;
        if !self.within.iter().any(|given| path.starts_with(given)) {
            return None;
        }
        if let Some(at) = self.of_path.get(&Some(path.clone())) {
            return Some(*at);
        }
        if path.to_str().is_none() {
            let name = display(read);
            if !self.unnamed.contains(&name) {
                self.unnamed.push(name);
            }
            return None;
        }
        let bytes = files::read(&path, self.max_bytes).ok()?.into();
        Some(self.add(EditableFile { path: Some(path), name: known.name.clone(), bytes }))
    }

    pub(super) fn get(&self, at: usize) -> &EditableFile {
        &self.all[at]
    }

    fn add(&mut self, target: EditableFile) -> usize {
        let all = &mut self.all;
        *self.of_path.entry(target.path.clone()).or_insert_with(|| {
            all.push(target);
            all.len() - 1
        })
    }
}
