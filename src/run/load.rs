//! Reading what is given: which files there are, and their bytes.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use arm_template::{Node, Problem, SourceId, Span};

use super::relevance::Relevance;
use super::saved::{self, Tag};
use super::stores::open_stores;
use super::understanding::understand;
use super::{Request, bicep, packages, parallel};
use crate::document::Contents;
use crate::files::display;
use crate::finding::PassedOver;
use crate::resource::{CertificateFile, Package};
use crate::source::{
    self, Answered, BicepFile, Concern, FileError, Given, Mentions, Source, Sources, Statements,
};
use crate::terraform::{self, ConfigurationFile};
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
pub(super) struct Everything {
    pub(super) sources: Sources,
    pub(super) loaded: Vec<Loaded>,
    /// Names that are written twice.
    pub(super) duplicates: Vec<Problem>,
    /// Faults of programs that templates are made of.
    pub(super) problems: Vec<Problem>,
    /// Inputs that could not be read, or hold nothing to check though they were named.
    pub(super) failures: Vec<Failure>,
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
pub(super) struct Failure {
    /// Why.
    pub(super) message: String,
    /// Where; the beginning when it is the whole file.
    pub(super) span: Span,
}

/// A file with its bytes, before it is known what it is.
pub(super) struct Raw {
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

/// Reads everything.
pub(super) fn load(request: &Request) -> Everything {
    let mut everything =
        Everything { passed_over: request.passed_over.clone(), ..Everything::default() };
    let raw = read_all(request, &mut everything);
    let raw = packages::take(raw, &mut everything);
    let relevance = Relevance::of(&raw, request);
    let raw = configurations(raw, request, &mut everything);
    let (raw, plan) = bicep::plan(raw, &relevance, request, &mut everything);
    let mut candidates = Vec::new();
    for raw in raw {
        let wanted = raw.named || raw.mentions.concern == Concern::Gateway || is_certificate(&raw);
        let around = raw.mentions.concern == Concern::Around && relevance.holds(&raw);
        if wanted || around || raw.bytes.is_err() {
            candidates.push(raw);
        } else {
            let reason = match raw.mentions.concern {
                Concern::Around if relevance.any() => "can belong to no gateway that was found",
                _ => "names no gateway",
            };
            everything.passed_over.push(PassedOver {
                source: raw.name,
                reason: reason.to_owned(),
                missed: false,
            });
        }
    }
    understand(candidates, request, &mut everything);
    bicep::without_compiled(&plan, &mut everything);
    bicep::read(plan, request, &mut everything);
    saved::tag(&mut everything);
    open_stores(&mut everything, request);
    everything
}

/// Reads what lies around gateways once more, now that it is known to be wanted: until then it was not kept.
pub(super) fn read_again(raw: &mut Raw, request: &Request) {
    let dropped = raw.mentions.concern == Concern::Around && !raw.named;
    let path = raw.path.as_deref().filter(|_| dropped);
    if let (Some(path), Ok(bytes)) = (path, &mut raw.bytes)
        && bytes.is_empty()
    {
        raw.bytes = request.overlay.read(path, request.max_bytes);
    }
}

/// Takes the files of Terraform configurations out of the others, if any of them has to do with gateways. A file that is
/// named stands for its folder.
fn configurations(raw: Vec<Raw>, request: &Request, everything: &mut Everything) -> Vec<Raw> {
    let is_configuration =
        |raw: &Raw| !raw.asked && raw.path.as_deref().is_some_and(terraform::is_configuration);
    let (mut files, others): (Vec<_>, Vec<_>) = raw.into_iter().partition(is_configuration);
    if !files.iter().any(|raw| raw.named || raw.mentions.concern == Concern::Gateway) {
        everything.passed_over.extend(files.into_iter().map(|raw| PassedOver {
            source: raw.name,
            reason: "names no gateway".to_owned(),
            missed: false,
        }));
        return others;
    }
    let named = files.iter().filter(|raw| raw.named).filter_map(|raw| raw.path.clone());
    let named: HashSet<PathBuf> = named.collect();
    let mut paths: Vec<PathBuf> = named.iter().flat_map(|path| terraform::beside(path)).collect();
    paths.extend(files.drain(..).filter_map(|raw| raw.path));
    paths.sort();
    paths.dedup();
    let boundary = request.boundary();
    for path in paths {
        let read = if named.contains(&path) {
            request.overlay.read(&path, request.max_bytes)
        } else {
            request.overlay.read_within(&boundary, &path, request.max_bytes)
        };
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(error) => {
                fail(everything, &path, &error);
                continue;
            }
        };
        let source = source::source(display(&path), bytes).at(&path);
        let source = everything.sources.add(source.in_language(terraform::language(&path)));
        everything.terraform.push(ConfigurationFile { source, path });
    }
    others
}

fn read_all(request: &Request, everything: &mut Everything) -> Vec<Raw> {
    let mut all = read_given(&request.certificates, request, everything);
    for raw in &mut all {
        (raw.asked, raw.named) = (true, true);
    }
    // Parameters files and gateways beside the certificates are no certificates.
    all.retain(|raw| {
        raw.path.is_none() || names(&request.certificates, raw) || looks_like_certificate(&raw.name)
    });
    all.extend(read_given(&request.inputs, request, everything));
    // What is named as both is read once.
    let mut against = read_given(&request.against, request, everything);
    against.retain(|raw| raw.path.is_none() || all.iter().all(|other| other.path != raw.path));
    for raw in &mut against {
        raw.against = true;
    }
    all.extend(against);
    for raw in &mut all {
        raw.told = request.role.filter(|_| raw.asked || request.certificates.is_empty());
    }
    all
}

/// Whether the file itself is named, as opposed to its folder.
fn names(given: &[Given], raw: &Raw) -> bool {
    given.iter().any(|given| matches!(given, Given::Path(path) if Some(path) == raw.path.as_ref()))
}

fn read_given(inputs: &[Given], request: &Request, everything: &mut Everything) -> Vec<Raw> {
    let mut files = Vec::new();
    let mut raw = Vec::new();
    for given in inputs {
        match given {
            Given::Stdin(name) => {
                raw.push(Raw::new(None, name.clone(), true, source::read_stdin(request.max_bytes)));
            }
            Given::Answer(answered) => raw.push(Raw::of_answer(answered)),
            Given::Bytes { name, bytes } => {
                raw.push(Raw::new(None, name.clone(), true, Ok(bytes.clone())));
            }
            Given::Path(path) => {
                let walk = source::walk(path);
                files.extend(walk.files);
                for (path, error) in walk.failures {
                    fail(everything, &path, &error);
                }
                let passed = walk.passed_over.into_iter();
                everything.passed_over.extend(passed.map(|(path, reason)| PassedOver {
                    source: display(&path),
                    reason,
                    missed: false,
                }));
            }
        }
    }
    files.sort();
    files.dedup_by(|later, earlier| later.path == earlier.path);
    raw.extend(parallel::map(files, |file| {
        let bytes = request.overlay.read(&file.path, request.max_bytes);
        Raw::new(Some(file.path.clone()), display(&file.path), file.named, bytes)
    }));
    raw
}

impl Raw {
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
        if path.as_deref().is_some_and(saved::is_named_for_index)
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
        // What concerns no gateway need not be kept in memory, and what lies around one not before it is wanted.
        let kept = named
            || mentions.concern == Concern::Gateway
            || looks_like_certificate(&name)
            || is_profile_name(&name);
        let bytes = bytes.map(|bytes| if kept { bytes } else { Vec::new() });
        Self {
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
        }
    }

    pub(super) fn source(&self, bytes: Vec<u8>) -> Source {
        let source = source::source(self.name.clone(), bytes);
        match &self.path {
            Some(path) => source.at(path),
            None => source,
        }
    }
}

impl Raw {
    /// Whether it is an answer of a live scan.
    pub(super) fn answer_of_scan(&self) -> bool {
        self.answer.is_some()
    }

    /// An answer is never a fault of the one who scans, even if there is nothing to check in it.
    fn of_answer(answered: &Answered) -> Self {
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
    name.contains("param") || saved::is_named_for_sessions(path) || saved::is_named_for_index(path)
}

pub(super) fn is_certificate(raw: &Raw) -> bool {
    raw.asked || looks_like_certificate(&raw.name)
}

fn looks_like_certificate(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    ["cer", "crt", "pem", "der", "p7b", "pfx", "p12", "key"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(ending))
}

fn fail(everything: &mut Everything, path: &Path, error: &FileError) {
    let id = everything.sources.add(source::source(display(path), Vec::new()).at(path));
    everything.failures.push(Failure { message: error.to_string(), span: Span::new(id, 0, 0) });
}
