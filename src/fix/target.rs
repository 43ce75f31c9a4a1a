//! Which sources may be changed: files that were given or lie in given folders, and standard input.

use std::path::PathBuf;

use arm_template::SourceId;

use crate::config::real;
use crate::finding::Report;
use crate::run::Request;
use crate::source::Given;

/// What may be changed in a run.
#[derive(Debug)]
pub(super) struct Targets {
    /// Files and folders, links followed.
    within: Vec<PathBuf>,
    /// The name of standard input, and its bytes.
    stdin: Option<(String, Vec<u8>)>,
    max_bytes: u64,
}

/// A source that may be changed. Two sources of one file are one target.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) path: Option<PathBuf>,
    pub(super) source: SourceId,
    /// The bytes on the disk, or of standard input, before any change.
    pub(super) bytes: Vec<u8>,
}

impl Targets {
    pub(super) fn of(request: &Request) -> Self {
        let mut within: Vec<PathBuf> = request.parameters.iter().map(|path| real(path)).collect();
        let mut stdin = None;
        for given in &request.inputs {
            match given {
                Given::Path(path) => within.push(real(path)),
                Given::Bytes { name, bytes } => stdin = Some((name.clone(), bytes.clone())),
                // What the cloud answered is changed in the cloud.
                Given::Stdin(_) | Given::Answer(_) => {}
            }
        }
        Self { within, stdin, max_bytes: request.max_bytes }
    }

    /// The target that a source is, when it may be changed.
    pub(super) fn get(&self, report: &Report, source: SourceId) -> Option<Target> {
        let known = report.sources.get(source);
        // What a compiler wrote is in no file; the place to fix is in the file that it read.
        if known.binary.is_some() || known.compiled {
            return None;
        }
        if let Some((name, bytes)) = &self.stdin
            && *name == known.name
        {
            return Some(Target { path: None, source, bytes: bytes.clone() });
        }
        let path = std::path::Path::new(&known.name).canonicalize().ok()?;
        if !path.is_file() || !self.within.iter().any(|given| path.starts_with(given)) {
            return None;
        }
        let bytes = crate::source::read_bytes(&path, self.max_bytes).ok()?;
        Some(Target { path: Some(path), source, bytes })
    }
}

impl PartialEq for Target {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

impl Eq for Target {}

impl PartialOrd for Target {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Target {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.path.cmp(&other.path)
    }
}
