//! Which parameters files belong to which template.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use arm_template::{Node, SourceId, Span};

use super::deploy::Written;
use super::load::{Failure, display};
use super::parameter_files::ParameterFiles;
use super::{Request, bicep};
use crate::config::real;
use crate::document::{Contents, contents};
use crate::source::{self, BicepFile, Source, Sources};

/// A template with one of the sets of parameters it is deployed with.
pub(super) struct Deployment {
    /// Which template.
    pub(super) template: usize,
    /// Parameters files, each laid over the ones before.
    pub(super) parameters: Vec<Node>,
    /// Single values, laid over the files.
    pub(super) values: Vec<(Arc<str>, Node)>,
}

/// What the command line gives for every template.
#[derive(Default)]
pub(super) struct ForAll {
    parameters: Vec<Node>,
    values: Vec<(Arc<str>, Node)>,
}

/// Reads what `--parameters` and `--parameter` name.
pub(super) fn given(
    request: &Request,
    sources: &Mutex<Sources>,
    failures: &mut Vec<Failure>,
) -> ForAll {
    let mut given = ForAll::default();
    for path in &request.parameters {
        match read(path, request, sources) {
            Ok(node) => given.parameters.push(node),
            Err(failure) => failures.push(failure),
        }
    }
    for (name, text) in &request.values {
        let value = serde_json::from_str::<serde_json::Value>(text).is_ok();
        let text =
            if value { text.clone() } else { serde_json::Value::from(text.as_str()).to_string() };
        let id = add(
            sources,
            source::source(format!("{}{name}", Source::ON_COMMAND_LINE), text.clone().into_bytes()),
        );
        if let Some(node) = arm_template::parse(&text, id).node {
            given.values.push((name.as_str().into(), node));
        }
    }
    given
}

/// Pairs each template with the sets of parameters it is deployed with: those of the command line, else those
/// beside it, one deployment for each file; a template with none is deployed once with its defaults.
pub(super) fn pair(
    templates: &[Written],
    files: &mut ParameterFiles,
    given: &ForAll,
    sources: &Mutex<Sources>,
    request: &Request,
    failures: &mut Vec<Failure>,
) -> Vec<Deployment> {
    let mut deployments = Vec::new();
    for (template, written) in templates.iter().enumerate() {
        let values = given.values.clone();
        if !given.parameters.is_empty() {
            deployments.push(Deployment { template, parameters: given.parameters.clone(), values });
            continue;
        }
        let paired: Vec<Node> =
            written.paired.iter().filter_map(|path| files.find(path)).cloned().collect();
        if !paired.is_empty() {
            let with =
                |node| Deployment { template, parameters: vec![node], values: values.clone() };
            deployments.extend(paired.into_iter().map(with));
            continue;
        }
        let named = of_settings(written.path.as_deref(), files, request, sources, failures);
        if !named.is_empty() {
            let with_values =
                |parameters| Deployment { template, parameters, values: values.clone() };
            deployments.extend(named.into_iter().map(with_values));
            continue;
        }
        let beside = written.path.as_deref().map_or_else(Vec::new, |path| files.beside(path));
        let mut found = Vec::new();
        for path in beside {
            match node_of(&path, files, request, sources) {
                Ok(Some(node)) => found.push(node),
                Ok(None) => {}
                Err(failure) => failures.push(failure),
            }
        }
        if found.is_empty() {
            deployments.push(Deployment { template, parameters: Vec::new(), values });
        } else {
            deployments.extend(found.into_iter().map(|node| Deployment {
                template,
                parameters: vec![node],
                values: values.clone(),
            }));
        }
    }
    deployments
}

/// The sets of parameters that the settings name for a template.
fn of_settings(
    template: Option<&Path>,
    files: &mut ParameterFiles,
    request: &Request,
    sources: &Mutex<Sources>,
    failures: &mut Vec<Failure>,
) -> Vec<Vec<Node>> {
    let Some(template) = template.filter(|_| !request.templates.is_empty()).map(real) else {
        return Vec::new();
    };
    let fitting = request.templates.iter().filter(|rule| rule.path.matches(&template));
    fitting
        .map(|rule| {
            let mut nodes = Vec::new();
            for path in &rule.parameters {
                let node = match node_of(path, files, request, sources) {
                    Ok(None) => read(path, request, sources).map(Some),
                    read => read,
                };
                match node {
                    Ok(node) => nodes.extend(node),
                    Err(failure) => failures.push(failure),
                }
            }
            nodes
        })
        .collect()
}

/// The parameters at a path, read before or now; none when the file is something else.
fn node_of(
    path: &Path,
    files: &mut ParameterFiles,
    request: &Request,
    sources: &Mutex<Sources>,
) -> Result<Option<Node>, Failure> {
    if let Some(node) = files.find(path) {
        return Ok(Some(node.clone()));
    }
    let node = read(path, request, sources)?;
    if !matches!(contents(&node), Contents::Parameters(_)) {
        return Ok(None);
    }
    files.add(path.to_owned(), node.clone());
    Ok(Some(node))
}

/// Reads a parameters file.
fn read(path: &Path, request: &Request, sources: &Mutex<Sources>) -> Result<Node, Failure> {
    if BicepFile::of(path) == Some(BicepFile::Parameters) {
        let (id, text) = bicep::parameters(path, request, |source| add(sources, source))?;
        return parse(&text, id);
    }
    let bytes = request.overlay.read(path, request.max_bytes);
    let (bytes, error) = match bytes {
        Ok(bytes) => (bytes, None),
        Err(error) => (Vec::new(), Some(error)),
    };
    let source = source::source(display(path), bytes);
    let text = source.text.clone();
    let id = add(sources, source);
    if let Some(error) = error {
        return Err(Failure { message: error.to_string(), span: Span::new(id, 0, 0) });
    }
    parse(&text, id)
}

fn parse(text: &str, id: SourceId) -> Result<Node, Failure> {
    let parsed = arm_template::parse(text, id);
    parsed.node.ok_or_else(|| {
        let first = parsed.problems.into_iter().next();
        let span = first.as_ref().map_or(Span::new(id, 0, 0), |problem| problem.span);
        let message = first.map_or_else(
            || "it is no JSON".to_owned(),
            |problem| format!("it is no JSON: {}", problem.message),
        );
        Failure { message, span }
    })
}

pub(super) fn add(sources: &Mutex<Sources>, source: Source) -> SourceId {
    sources.lock().unwrap_or_else(PoisonError::into_inner).add(source)
}
