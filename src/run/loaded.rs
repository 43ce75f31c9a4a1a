//! What is given to a run: files with their bytes, and what they turn out to be.

use std::path::{Path, PathBuf};

use arm_template::{Node, Problem, SourceId, Span};

use super::Request;
use crate::document::Contents;
use crate::finding::PassedOver;
use crate::resource::{CertificateFile, Package};
use crate::source::{
    self, Answered, BicepFile, Concern, FileError, Mentions, Source, Sources, Statements,
};
use crate::terraform::ConfigurationFile;
use certificate_diagnosis::Role;
use vpn_client_files::profile::is_profile_name;

/// A source that was understood.
pub(super) struct Loaded {
    /// Its number.
    pub(super) id: SourceId,
    /// Where it lies, when it is a file.
    pub(super) path: Option<PathBuf>,
    /// Its JSON, when it is some.
    pub(super) root: Option<Node>,
    /// What it is.
    pub(super) kind: Loading,
    /// The only parameters files that it is deployed with; none when they are those beside it.
    pub(super) paired: Vec<PathBuf>,
    /// That it is an answer of a scan.
    pub(super) answer: Option<Tag>,
    /// Whether it is one of the certificate files that the request names as such.
    pub(super) asked: bool,
    /// Whether it was named, as opposed to found in a folder.
    pub(super) named: bool,
}

/// What a source turned out to be.
pub(super) enum Loading {
    /// JSON of some kind.
    Json(Contents),
    /// A certificate file, or something given for one.
    Certificate(Box<CertificateFile>),
}

/// All that was read.
#[derive(Default)]
pub(super) struct LoadedInputs {
    pub(super) sources: Sources,
    pub(super) loaded: Vec<Loaded>,
    /// Names that are written twice.
    pub(super) duplicates: Vec<Problem>,
    /// Faults of programs that templates are made of.
    pub(super) problems: Vec<Problem>,
    /// Inputs that could not be read, or hold nothing to check though they were named.
    pub(super) failures: Vec<UnreadableInput>,
    pub(super) passed_over: Vec<PassedOver>,
    /// Profile packages, and profiles alone.
    pub(super) packages: Vec<Package>,
    /// Packages that others are held against: as the gateway gives them today.
    pub(super) current_packages: Vec<Package>,
    /// What no report may show of them.
    pub(super) secrets: Vec<Span>,
    /// Files of Terraform configurations.
    pub(super) terraform: Vec<ConfigurationFile>,
}

/// An input that could not be read.
pub(super) struct UnreadableInput {
    /// Why.
    pub(super) message: String,
    /// Where; the beginning when it is the whole file.
    pub(super) span: Span,
}

/// A file with its bytes, before it is known what it is.
pub(super) struct InputFile {
    pub(super) path: Option<PathBuf>,
    pub(super) name: String,
    pub(super) named: bool,
    pub(super) bytes: Result<Vec<u8>, FileError>,
    pub(super) mentions: Mentions,
    /// What it names, if it is a Bicep file.
    pub(super) bicep: Option<Statements>,
    pub(super) answer: Option<Tag>,
    /// Whether it is given as a certificate file, whatever is in it.
    pub(super) asked: bool,
    /// Whether others are held against it.
    pub(super) against: bool,
    /// What it is said to be.
    pub(super) told: Option<Role>,
}

/// That a source is an answer of a scan.
#[derive(Clone, Debug, Default)]
pub(super) struct Tag {
    /// The id of the resource that it is about, where that isn't in the answer itself.
    pub(super) resource: Option<String>,
}

impl InputFile {
    pub(super) fn new(
        path: Option<PathBuf>,
        name: String,
        named: bool,
        bytes: Result<Vec<u8>, FileError>,
    ) -> Self {
        let mut mentions = Mentions::of(bytes.as_deref().unwrap_or_default());
        if mentions.concern == Concern::None && path.as_deref().is_some_and(is_named_for_more) {
            // Parameters and lists of clients need not name what they are for.
            mentions.concern = Concern::Around;
        }
        if path.as_deref().is_some_and(is_named_for_index)
            && bytes
                .as_ref()
                .is_ok_and(|bytes| memchr::memmem::find(bytes, b"\"answers\"").is_some())
        {
            // What a scan saved is looked at, also when it saw no gateway.
            mentions.concern = Concern::Gateway;
        }
        let kind = path.as_deref().and_then(BicepFile::of);
        let bicep = kind.zip(bytes.as_ref().ok());
        let bicep = bicep.map(|(kind, bytes)| Statements::of(kind, bytes.clone()));
        let mut file = Self {
            path,
            name,
            named,
            bytes,
            mentions,
            bicep,
            answer: None,
            asked: false,
            against: false,
            told: None,
        };
        if !file.is_kept()
            && let Ok(bytes) = &mut file.bytes
        {
            *bytes = Vec::new();
        }
        file
    }

    /// Whether its bytes stay in memory: what concerns no gateway isn't needed, and what lies around one not before it is
    /// wanted, when it is read again.
    pub(super) fn is_kept(&self) -> bool {
        self.named
            || self.mentions.concern == Concern::Gateway
            || looks_like_certificate(&self.name)
            || is_profile_name(&self.name)
    }

    pub(super) fn source(&self, bytes: Vec<u8>) -> Source {
        let source = source::source(self.name.clone(), bytes);
        match &self.path {
            Some(path) => source.at(path),
            None => source,
        }
    }
}

impl InputFile {
    /// Whether it is an answer of a live scan.
    pub(super) fn answer_of_scan(&self) -> bool {
        self.answer.is_some()
    }

    /// An answer is never a fault of the one who scans, even if there is nothing to check in it.
    pub(super) fn of_answer(answered: &Answered) -> Self {
        Self {
            path: None,
            name: answered.name.clone(),
            named: false,
            bytes: Ok(answered.text.as_bytes().to_vec()),
            mentions: Mentions {
                concern: Concern::Gateway,
                gateway: true,
                ..Mentions::of(answered.text.as_bytes())
            },
            bicep: None,
            answer: Some(Tag { resource: answered.resource.clone() }),
            asked: false,
            against: false,
            told: None,
        }
    }
}

fn is_named_for_more(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    name.contains("param") || is_named_for_sessions(path) || is_named_for_index(path)
}

pub(super) fn is_certificate(raw: &InputFile) -> bool {
    raw.asked || looks_like_certificate(&raw.name)
}

pub(super) fn looks_like_certificate(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    ["cer", "crt", "pem", "der", "p7b", "pfx", "p12", "key"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(ending))
}

/// Reads what lies around gateways once more, now that it is known to be wanted: until then it was not kept.
pub(super) fn read_again(raw: &mut InputFile, request: &Request) {
    let path = raw.path.as_deref().filter(|_| !raw.is_kept());
    if let (Some(path), Ok(bytes)) = (path, &mut raw.bytes)
        && bytes.is_empty()
    {
        raw.bytes = request.overlay.read(path, request.max_bytes);
    }
}

/// Whether a file may be an answer that names no resource, such as the list of a gateway's clients.
pub(super) fn is_named_for_sessions(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "sessions")
}

/// Whether a file may be the index of a saved scan.
pub(super) fn is_named_for_index(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "index.json")
}
