//! Files: finding them in folders, reading them within bounds, and telling at a glance which concern gateways.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::files::{self, FileError, Listing};

/// What the command line names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A file or a folder.
    Path(PathBuf),
    /// `-`, with the name that reports give it.
    Stdin(String),
    /// An answer of a live scan.
    Answer(Answered),
    /// Bytes that were read already.
    Bytes {
        /// The name that reports give them.
        name: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

/// An answer of a live scan, as far as it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The name that it is, or would be, saved under.
    pub name: String,
    /// The resource that it is about, where that isn't in the answer itself.
    pub resource: Option<String>,
    /// The JSON text.
    pub text: Arc<str>,
}

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Walked {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it was named, as opposed to found in a folder.
    pub named: bool,
}

/// Endings of the files that are looked into in a folder. Files that are named are read whatever they are called.
const ENDINGS: [&str; 16] = [
    "json",
    "jsonc",
    "template",
    "bicep",
    "bicepparam",
    "tf",
    "tofu",
    "tfstate",
    "cer",
    "crt",
    "pem",
    "der",
    "p7b",
    "pfx",
    "p12",
    "key",
];

/// What a path stands for: the files of a folder, git-ignored ones left out, sorted; a file itself.
#[derive(Debug, Default)]
pub struct PathFiles {
    /// The files.
    pub files: Vec<Walked>,
    /// What was found and is no file to read, and why.
    pub passed_over: Vec<(PathBuf, String)>,
    /// What can't be walked.
    pub failures: Vec<(PathBuf, FileError)>,
}

/// Looks for the files at a path.
#[must_use]
pub fn walk(path: &Path) -> PathFiles {
    if !path.is_dir() {
        let files = vec![Walked { path: path.to_owned(), named: true }];
        return PathFiles { files, ..PathFiles::default() };
    }
    let Listing { files, passed_over, failures } = files::list(path, has_ending);
    let mut files: Vec<_> = files.into_iter().map(|path| Walked { path, named: false }).collect();
    files.sort();
    PathFiles { files, passed_over, failures }
}

fn has_ending(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
        || vpn_client_files::profile::is_profile_name(&path.to_string_lossy())
}
