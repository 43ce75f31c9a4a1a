//! Reading what is given: which files there are, and their bytes.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use arm_template::Span;

use super::loaded::{
    InputFile, LoadedInputs, UnreadableInput, is_certificate, looks_like_certificate,
};
use super::relevance::Relevance;
use super::scan_answers;
use super::stores::open_stores;
use super::understanding::understand;
use super::{bicep, packages};
use crate::files::display;
use crate::finding::PassedOver;
use crate::run::parallel;
use crate::run::request::Request;
use crate::source::{self, Concern, FileError, Given};
use crate::terraform::{self, ConfigurationFile};

/// Reads everything.
pub(crate) fn load(request: &Request) -> LoadedInputs {
    let mut inputs =
        LoadedInputs { passed_over: request.passed_over.clone(), ..LoadedInputs::default() };
    let files = read_all(request, &mut inputs);
    let files = packages::take(files, &mut inputs);
    let relevance = Relevance::of(&files, request);
    let files = configurations(files, request, &mut inputs);
    let (files, plan) = bicep::plan(files, &relevance, request, &mut inputs);
    let mut candidates = Vec::new();
    for file in files {
        let wanted =
            file.named || file.mentions.concern == Concern::Gateway || is_certificate(&file);
        let around = file.mentions.concern == Concern::Around && relevance.holds(&file);
        if wanted || around || file.bytes.is_err() {
            candidates.push(file);
        } else {
            let reason = match file.mentions.concern {
                Concern::Around if relevance.any() => "can't belong to any gateway in the input",
                _ => "defines no gateway",
            };
            inputs.passed_over.push(PassedOver {
                source: file.name,
                reason: reason.to_owned(),
                missed: false,
            });
        }
    }
    understand(candidates, request, &mut inputs);
    bicep::without_compiled(&plan, &mut inputs);
    bicep::read(plan, request, &mut inputs);
    scan_answers::tag(&mut inputs);
    open_stores(&mut inputs, request);
    inputs
}

/// Takes the files of Terraform configurations out of the others, if any of them has to do with gateways. A file that is
/// named stands for its folder.
fn configurations(
    all: Vec<InputFile>,
    request: &Request,
    inputs: &mut LoadedInputs,
) -> Vec<InputFile> {
    let is_configuration = |file: &InputFile| {
        !file.asked && file.path.as_deref().is_some_and(terraform::is_configuration)
    };
    let (mut files, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_configuration);
    if !files.iter().any(|file| file.named || file.mentions.concern == Concern::Gateway) {
        inputs.passed_over.extend(files.into_iter().map(|file| PassedOver {
            source: file.name,
            reason: "defines no gateway".to_owned(),
            missed: false,
        }));
        return others;
    }
    let named = files.iter().filter(|file| file.named).filter_map(|file| file.path.clone());
    let named: HashSet<PathBuf> = named.collect();
    let mut paths: Vec<PathBuf> = named.iter().flat_map(|path| terraform::beside(path)).collect();
    paths.extend(files.drain(..).filter_map(|file| file.path));
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
                fail(inputs, &path, &error);
                continue;
            }
        };
        let source = source::source(display(&path), bytes).at(&path);
        let source = inputs.sources.add(source.in_language(terraform::language(&path)));
        inputs.terraform.push(ConfigurationFile { source, path });
    }
    others
}

fn read_all(request: &Request, inputs: &mut LoadedInputs) -> Vec<InputFile> {
    let mut all = read_given(&request.certificates, request, inputs);
    for file in &mut all {
        (file.asked, file.named) = (true, true);
    }
    // Parameters files and gateways beside the certificates are no certificates.
    all.retain(|file| {
        file.path.is_none()
            || names(&request.certificates, file)
            || looks_like_certificate(&file.name)
    });
    all.extend(read_given(&request.inputs, request, inputs));
    // What is named as both is read once.
    let mut against = read_given(&request.against, request, inputs);
    against.retain(|file| file.path.is_none() || all.iter().all(|other| other.path != file.path));
    for file in &mut against {
        file.against = true;
    }
    all.extend(against);
    for file in &mut all {
        file.told = request.role.filter(|_| file.asked || request.certificates.is_empty());
    }
    all
}

/// Whether the file itself is named, as opposed to its folder.
fn names(given: &[Given], file: &InputFile) -> bool {
    given.iter().any(|given| matches!(given, Given::Path(path) if Some(path) == file.path.as_ref()))
}

fn read_given(given: &[Given], request: &Request, inputs: &mut LoadedInputs) -> Vec<InputFile> {
    let mut walked = Vec::new();
    let mut files = Vec::new();
    for one in given {
        match one {
            Given::Stdin(name) => {
                files.push(InputFile::new(
                    None,
                    name.clone(),
                    true,
                    source::read_stdin(request.max_bytes),
                ));
            }
            Given::Answer(answered) => files.push(InputFile::of_answer(answered)),
            Given::Bytes { name, bytes } => {
                files.push(InputFile::new(None, name.clone(), true, Ok(bytes.clone())));
            }
            Given::Path(path) => {
                let walk = source::walk(path);
                walked.extend(walk.files);
                for (path, error) in walk.failures {
                    fail(inputs, &path, &error);
                }
                let passed = walk.passed_over.into_iter();
                inputs.passed_over.extend(passed.map(|(path, reason)| PassedOver {
                    source: display(&path),
                    reason,
                    missed: false,
                }));
            }
        }
    }
    walked.sort();
    walked.dedup_by(|later, earlier| later.path == earlier.path);
    files.extend(parallel::map(walked, |file| {
        let bytes = request.overlay.read(&file.path, request.max_bytes);
        InputFile::new(Some(file.path.clone()), display(&file.path), file.named, bytes)
    }));
    files
}

fn fail(inputs: &mut LoadedInputs, path: &Path, error: &FileError) {
    let id = inputs.sources.add(source::source(display(path), Vec::new()).at(path));
    inputs.failures.push(UnreadableInput { message: error.to_string(), span: Span::new(id, 0, 0) });
}
