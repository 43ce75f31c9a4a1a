//! One template expanded by itself, as `gatelint expand` shows it.

use std::sync::{Mutex, PoisonError};

use arm_template::{Expansion, ScopeKind};

use super::expanding::{Purpose, expand_one};
use super::links::Links;
use super::parameter_files::ParameterFiles;
use super::template_file::TemplateFile;
use super::{configured, pairs};
use crate::document::Contents;
use crate::run::inputs::load::load;
use crate::run::inputs::loaded::{Loaded, LoadedInputs, Loading, UnreadableInput};
use crate::run::request::Request;
use crate::source::Sources;
use crate::terraform::SavedFile;

/// A template's expansion with the texts that its places point into.
#[derive(Debug)]
pub struct Expanded {
    /// The texts.
    pub sources: Sources,
    /// What the template deploys.
    pub expansion: Expansion,
}

/// Expands the one template of the request, with the first set of parameters that belongs to it.
///
/// # Errors
/// When the input can't be read or is no template.
pub fn expand(request: &Request, scope: Option<ScopeKind>) -> Result<Expanded, String> {
    let LoadedInputs { sources, loaded, mut failures, problems, terraform, .. } = load(request);
    let (mut templates, mut parameters) = (Vec::new(), ParameterFiles::default());
    let mut saved = Vec::new();
    for Loaded { id, path, kind, paired, named, .. } in loaded {
        match kind {
            Loading::Json(Contents::Template(mut template)) => {
                template.scope = scope.unwrap_or(template.scope);
                templates.push(TemplateFile { source: id, path, template, named, paired });
            }
            Loading::Json(Contents::Parameters(node)) => parameters.add(path, node),
            Loading::Json(Contents::Terraform(found)) => {
                saved.push(SavedFile { source: id, path, named, saved: *found });
            }
            _ => {}
        }
    }
    let sources = Mutex::new(sources);
    if templates.is_empty() && !(terraform.is_empty() && saved.is_empty()) {
        let (expansion, more) = configured::expand(request, &terraform, saved, &sources);
        failures.extend(more);
        let sources = sources.into_inner().unwrap_or_else(PoisonError::into_inner);
        return match failures.first() {
            Some(failure) => Err(told(failure, &sources)),
            None => Ok(Expanded { sources, expansion }),
        };
    }
    let given = pairs::given(request, &sources, &mut failures);
    let deployments =
        pairs::pair(&templates, &mut parameters, &given, &sources, request, &mut failures);
    let links = Links::new(&templates, request, &sources);
    let expansion = deployments
        .first()
        .map(|deployment| expand_one(request, &templates, deployment, &links, Purpose::Predict));
    let sources = sources.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(failure) = failures.first() {
        return Err(told(failure, &sources));
    }
    match expansion {
        Some(mut expansion) => {
            let found = problems.into_iter().chain(given.problems);
            expansion.problems.splice(0..0, found);
            Ok(Expanded { sources, expansion })
        }
        None => Err("the input is not a template or Terraform configuration".to_owned()),
    }
}

fn told(failure: &UnreadableInput, sources: &Sources) -> String {
    let start = sources.position(failure.span.source, failure.span.start);
    let name = sources.name(failure.span.source);
    format!("{name}:{}:{}: {}", start.line, start.column, failure.message)
}
