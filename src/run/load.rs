//! Reading what is given: which files there are, and their bytes.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use arm_template::Span;

use super::loaded::{
    InputFile, LoadedInputs, UnreadableInput, is_certificate, looks_like_certificate,
};
use super::relevance::Relevance;
use super::saved;
use super::stores::open_stores;
use super::understanding::understand;
use super::{Request, bicep, packages, parallel};
use crate::files::display;
use crate::finding::PassedOver;
use crate::source::{self, Concern, FileError, Given};
use crate::terraform::{self, ConfigurationFile};

/// Reads everything.
pub(super) fn load(request: &Request) -> LoadedInputs {
    let mut everything =
        LoadedInputs { passed_over: request.passed_over.clone(), ..LoadedInputs::default() };
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

/// Takes the files of Terraform configurations out of the others, if any of them has to do with gateways. A file that is
/// named stands for its folder.
fn configurations(
    raw: Vec<InputFile>,
    request: &Request,
    everything: &mut LoadedInputs,
) -> Vec<InputFile> {
    let is_configuration = |raw: &InputFile| {
        !raw.asked && raw.path.as_deref().is_some_and(terraform::is_configuration)
    };
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

fn read_all(request: &Request, everything: &mut LoadedInputs) -> Vec<InputFile> {
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
fn names(given: &[Given], raw: &InputFile) -> bool {
    given.iter().any(|given| matches!(given, Given::Path(path) if Some(path) == raw.path.as_ref()))
}

fn read_given(
    inputs: &[Given],
    request: &Request,
    everything: &mut LoadedInputs,
) -> Vec<InputFile> {
    let mut files = Vec::new();
    let mut raw = Vec::new();
    for given in inputs {
        match given {
            Given::Stdin(name) => {
                raw.push(InputFile::new(
                    None,
                    name.clone(),
                    true,
                    source::read_stdin(request.max_bytes),
                ));
            }
            Given::Answer(answered) => raw.push(InputFile::of_answer(answered)),
            Given::Bytes { name, bytes } => {
                raw.push(InputFile::new(None, name.clone(), true, Ok(bytes.clone())));
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
        InputFile::new(Some(file.path.clone()), display(&file.path), file.named, bytes)
    }));
    raw
}

fn fail(everything: &mut LoadedInputs, path: &Path, error: &FileError) {
    let id = everything.sources.add(source::source(display(path), Vec::new()).at(path));
    everything
        .failures
        .push(UnreadableInput { message: error.to_string(), span: Span::new(id, 0, 0) });
}
