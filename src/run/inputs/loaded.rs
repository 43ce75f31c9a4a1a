//! What is given to a run: files with their bytes, and what they turn out to be.

use std::path::{Path, PathBuf};

use arm_template::{Node, Problem, SourceId, Span};

use crate::document::Contents;
use crate::finding::PassedOver;
use crate::resource::{CertificateFile, Package};
use crate::run::request::Request;
use crate::source::{
    self, Answered, BicepFile, Concern, FileError, Mentions, Source, Sources, Statements,
};
use crate::terraform::ConfigurationFile;
use certificate_diagnosis::Role;
use vpn_client_files::profile::is_profile_name;

/// A source that was understood.
pub(crate) struct Loaded {
    /// Its number.
    pub(crate) id: SourceId,
    /// Where it lies, when it is a file.
    pub(crate) path: Option<PathBuf>,
    /// Its JSON, when it is some.
    pub(crate) root: Option<Node>,
    /// What it is.
    pub(crate) kind: Loading,
    /// The only parameters files that it is deployed with; none when they are those beside it.
    pub(crate) paired: Vec<PathBuf>,
    /// That it is an answer of a scan.
    pub(crate) answer: Option<Tag>,
    /// Whether it is one of the certificate files that the request names as such.
    pub(crate) asked: bool,
    /// Whether it was named, as opposed to found in a folder.
    pub(crate) named: bool,
}

/// What a source turned out to be.
pub(crate) enum Loading {
    /// JSON of some kind.
    Json(Contents),
    /// A certificate file, or something given for one.
    Certificate(Box<CertificateFile>),
}

/// All that was read.
#[derive(Default)]
pub(crate) struct LoadedInputs {
    pub(crate) sources: Sources,
    pub(crate) loaded: Vec<Loaded>,
    /// Names that are written twice.
    pub(crate) duplicates: Vec<Problem>,
    /// Faults of programs that templates are made of.
    pub(crate) problems: Vec<Problem>,
    /// Inputs that could not be read, or hold nothing to check though they were named.
    pub(crate) failures: Vec<UnreadableInput>,
    pub(crate) passed_over: Vec<PassedOver>,
    /// Profile packages, and profiles alone.
    pub(crate) packages: Vec<Package>,
    /// Packages that others are held against: as the gateway gives them today.
    pub(crate) current_packages: Vec<Package>,
    /// What no report may show of them.
    pub(crate) secrets: Vec<Span>,
    /// Files of Terraform configurations.
    pub(crate) terraform: Vec<ConfigurationFile>,
}

/// An input that could not be read.
pub(crate) struct UnreadableInput {
    /// Why.
    pub(crate) message: String,
    /// Where; the beginning when it is the whole file.
    pub(crate) span: Span,
}

/// A file with its bytes, before it is known what it is.
pub(crate) struct InputFile {
    pub(crate) path: Option<PathBuf>,
    pub(crate) name: String,
    pub(crate) named: bool,
    pub(crate) bytes: Result<Vec<u8>, FileError>,
    pub(crate) mentions: Mentions,
    /// What it names, if it is a Bicep file.
    pub(crate) bicep: Option<Statements>,
    pub(crate) answer: Option<Tag>,
    /// Whether it is given as a certificate file, whatever is in it.
    pub(crate) asked: bool,
    /// Whether others are held against it.
    pub(crate) against: bool,
    /// What it is said to be.
    pub(crate) told: Option<Role>,
}

/// That a source is an answer of a scan.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tag {
    /// The id of the resource that it is about, where that isn't in the answer itself.
    pub(crate) resource: Option<String>,
}

impl InputFile {
    pub(crate) fn new(
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
    pub(crate) fn is_kept(&self) -> bool {
        self.named
            || self.mentions.concern == Concern::Gateway
            || looks_like_certificate(&self.name)
            || is_profile_name(&self.name)
    }

    pub(crate) fn source(&self, bytes: Vec<u8>) -> Source {
        let source = source::source(self.name.clone(), bytes);
        match &self.path {
            Some(path) => source.at(path),
            None => source,
        }
    }
}

impl InputFile {
    /// Whether it is an answer of a live scan.
    pub(crate) fn answer_of_scan(&self) -> bool {
        self.answer.is_some()
    }

    /// An answer is never a fault of the one who scans, even if there is nothing to check in it.
    pub(crate) fn of_answer(answered: &Answered) -> Self {
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

pub(crate) fn is_certificate(file: &InputFile) -> bool {
    file.asked || looks_like_certificate(&file.name)
}

pub(crate) fn looks_like_certificate(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    ["cer", "crt", "pem", "der", "p7b", "pfx", "p12", "key"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(ending))
}

/// Reads what lies around gateways once more, now that it is known to be wanted: until then it was not kept.
pub(crate) fn read_again(file: &mut InputFile, request: &Request) {
    let path = file.path.as_deref().filter(|_| !file.is_kept());
    if let (Some(path), Ok(bytes)) = (path, &mut file.bytes)
        && bytes.is_empty()
    {
        file.bytes = request.overlay.read(path, request.max_bytes);
    }
}

/// Whether a file may be an answer that names no resource, such as the list of a gateway's clients.
pub(crate) fn is_named_for_sessions(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "sessions")
}

/// Whether a file may be the index of a saved scan.
pub(crate) fn is_named_for_index(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "index.json")
}
