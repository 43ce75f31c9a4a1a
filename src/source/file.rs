//! Files: finding them in folders, reading them within bounds, and telling at a glance which concern gateways.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arm_template::Decoded;

use super::{Encoding, Source};
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

/// A source of bytes: text is decoded, anything else kept as it is.
#[must_use]
pub fn source(name: String, bytes: Vec<u8>) -> Source {
    match arm_template::decode(&bytes) {
        Ok(Decoded { text, encoding, marked }) => Source {
            name,
            path: None,
            text: text.into(),
            binary: None,
            encoding: Encoding::of(encoding, marked),
            compiled: false,
            language: super::Language::default(),
        },
        Err(_) => Source {
            name,
            path: None,
            text: "".into(),
            binary: Some(Arc::from(bytes)),
            encoding: Encoding::Utf8,
            compiled: false,
            language: super::Language::default(),
        },
    }
}

impl Encoding {
    fn of(encoding: arm_template::Encoding, marked: bool) -> Self {
        match encoding {
            arm_template::Encoding::Utf8 if marked => Self::Utf8Bom,
            arm_template::Encoding::Utf8 => Self::Utf8,
            arm_template::Encoding::Utf16Le => Self::Utf16Le,
            arm_template::Encoding::Utf16Be => Self::Utf16Be,
        }
    }
}
