//! From documents to resources: each template is expanded with each of its sets of parameters.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use arm_template::{Expansion, Node, Options, Problem, ScopeKind, SourceId, Span};
use rayon::prelude::*;

use super::links::Links;
use super::load::{Everything, Failure, Loaded, Loading, display};
use super::pairs::{self, Deployment};
use super::parameter_files::ParameterFiles;
use super::saved::Resources;
use super::{Request, secrets};
use crate::document::Contents;
use crate::document::Template;
use crate::finding::PassedOver;
use crate::resource::{
    CertificateFile, Estate, Field, Kind, Part, Reader, Resource, ResourceId, Shape,
};
use crate::source::Sources;

/// All that the lints look at.
pub(super) struct Deployed {
    pub(super) sources: Sources,
    pub(super) estate: Estate,
    /// The certificate files, those that the request names first.
    pub(super) files: Vec<CertificateFile>,
    /// How many of them the request names.
    pub(super) asked: usize,
    /// The documents as they are written.
    pub(super) roots: Vec<Node>,
    /// Faults that evaluating the templates came upon.
    pub(super) problems: Vec<Problem>,
    /// Names that are written twice.
    pub(super) duplicates: Vec<Problem>,
    pub(super) failures: Vec<Failure>,
    pub(super) passed_over: Vec<PassedOver>,
    pub(super) secrets: Vec<Span>,
    /// How many sources were understood.
    pub(super) checked: usize,
}

/// A template as it lies in a file.
pub(super) struct Written {
    pub(super) source: SourceId,
    pub(super) path: Option<PathBuf>,
    pub(super) template: Template,
    /// The only parameters files that it is deployed with; none when they are those beside it.
    pub(super) paired: Vec<PathBuf>,
}

/// Expands every template and joins all resources.
pub(super) fn deploy(request: &Request, everything: Everything) -> Deployed {
    let Everything { sources, loaded, duplicates, mut failures, passed_over } = everything;
    let mut problems = Vec::new();
    let checked = loaded.len();
    let (mut templates, mut roots) = (Vec::new(), Vec::new());
    let mut parameters = ParameterFiles::default();
    let (mut resources, mut sessions) = (Resources::default(), Vec::new());
    let mut files = Vec::new();
    let asked = loaded.iter().filter(|loaded| loaded.asked).count();
    for Loaded { id, path, root, kind, paired, answer, .. } in loaded {
        roots.extend(root);
        match kind {
            Loading::Json(Contents::Template(template)) => {
                templates.push(Written { source: id, path, template, paired });
            }
            Loading::Json(Contents::Parameters(node)) => {
                parameters.add(path.unwrap_or_default(), node);
            }
            Loading::Json(Contents::Exported(exported)) => {
                resources.take(exported, answer.is_some());
            }
            Loading::Json(Contents::Sessions(told)) => {
                sessions.extend(
                    answer.and_then(|tag| Some((ResourceId::parse(&tag.resource?)?, told))),
                );
            }
            Loading::Certificate(file) => files.push(*file),
            Loading::Json(Contents::Other(_) | Contents::ScanIndex(_)) => {}
        }
    }
    let mut resources = resources.all;
    let sources = Mutex::new(sources);
    let given = pairs::given(request, &sources, &mut failures);
    let deployments =
        pairs::pair(&templates, &mut parameters, &given, &sources, request, &mut failures);
    tell_once(&mut failures, &sources);
    let given = deployments.iter().flat_map(|deployment| {
        deployment.parameters.iter().chain(deployment.values.iter().map(|(_, node)| node))
    });
    let mut seen: HashSet<SourceId> =
        roots.iter().map(|root: &Node| root.origin.span().source).collect();
    for node in parameters.nodes().iter().chain(given) {
        if seen.insert(node.origin.span().source) {
            roots.push(node.clone());
        }
    }

    let links = Links::new(&templates, request, &sources);
    let expanded: Vec<_> = deployments
        .par_iter()
        .map(|deployment| one(request, &templates, deployment, &links))
        .collect();
    let linked: HashSet<SourceId> = links.followed();
    roots.extend(links.into_roots());

    let mut folders = HashMap::new();
    let mut secrets = Vec::new();
    for (at, (deployment, expansion)) in deployments.iter().zip(expanded).enumerate() {
        let written = &templates[deployment.template];
        if linked.contains(&written.source) {
            // It is deployed by another template, which gives it its parameters.
            continue;
        }
        let part = Part(u32::try_from(at + 1).expect("fewer than 2^32 deployments"));
        let folder =
            written.path.as_deref().and_then(Path::parent).map(display).unwrap_or_default();
        folders.insert(part, folder);
        secrets.extend(expansion.secrets.places());
        problems.extend(expansion.problems);
        resources.extend(
            expansion
                .resources
                .into_iter()
                .filter_map(|resource| read(resource, part, written.source)),
        );
    }
    let sources = sources.into_inner().unwrap_or_else(PoisonError::into_inner);
    let estate = Estate::new(resources, folders).with_sessions(sessions);
    secrets::find_in(&estate, &mut secrets);
    secrets::of_estate(&estate, &roots, &mut secrets);
    for file in &files {
        secrets::find_in_file(file, &sources.get(file.source).text, &mut secrets);
    }
    let secrets = secrets_of(&roots, secrets);
    Deployed {
        sources,
        estate,
        files,
        asked,
        roots,
        problems,
        duplicates,
        failures,
        passed_over,
        secrets,
        checked,
    }
}

/// A file that was refused among the inputs is refused again as the parameters file of a template.
fn tell_once(failures: &mut Vec<Failure>, sources: &Mutex<Sources>) {
    let sources = sources.lock().unwrap_or_else(PoisonError::into_inner);
    let mut seen = HashSet::new();
    failures.retain(|failure| {
        let name = sources.name(failure.span.source).to_owned();
        seen.insert((name, failure.span.range(), failure.message.clone()))
    });
}

/// A resource of an expanded template, if it is of a kind that is read.
fn read(resource: arm_template::Resource, part: Part, source: SourceId) -> Option<Resource> {
    let kind = Kind::of(&resource.kind)?;
    let conditional = resource.condition.is_some();
    let id_reader = Reader::new(resource.id.clone(), Shape::Template);
    let id: Field<String> = id_reader.value();
    let reader = Reader::new(resource.node, Shape::Template);
    Some(Resource {
        kind,
        name: Reader::new(resource.name, Shape::Template).value(),
        id: id.value().and_then(|text| ResourceId::parse(text)),
        id_confidence: id.confidence(),
        api_version: reader.field("apiVersion"),
        location: reader.field("location"),
        reader,
        part,
        source,
        existing: resource.existing,
        conditional,
    })
}

fn secrets_of(roots: &[Node], mut found: Vec<Span>) -> Vec<Span> {
    for root in roots {
        secrets::find(root, &mut found);
    }
    found.sort();
    found.dedup();
    found
}

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
    let Everything { sources, loaded, mut failures, .. } = super::load::load(request);
    let (mut templates, mut parameters) = (Vec::new(), ParameterFiles::default());
    for Loaded { id, path, kind, paired, .. } in loaded {
        match kind {
            Loading::Json(Contents::Template(mut template)) => {
                template.scope = scope.unwrap_or(template.scope);
                templates.push(Written { source: id, path, template, paired });
            }
            Loading::Json(Contents::Parameters(node)) => {
                parameters.add(path.unwrap_or_default(), node);
            }
            _ => {}
        }
    }
    let sources = Mutex::new(sources);
    let given = pairs::given(request, &sources, &mut failures);
    let deployments =
        pairs::pair(&templates, &mut parameters, &given, &sources, request, &mut failures);
    let links = Links::new(&templates, request, &sources);
    let expansion =
        deployments.first().map(|deployment| one(request, &templates, deployment, &links));
    let sources = sources.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(failure) = failures.first() {
        let start = sources.position(failure.span.source, failure.span.start);
        let name = sources.name(failure.span.source);
        return Err(format!("{name}:{}:{}: {}", start.line, start.column, failure.message));
    }
    match expansion {
        Some(expansion) => Ok(Expanded { sources, expansion }),
        None => Err("the input is no ARM template".to_owned()),
    }
}

fn one(
    request: &Request,
    templates: &[Written],
    deployment: &Deployment,
    links: &Links<'_>,
) -> Expansion {
    let written = &templates[deployment.template];
    let mut options = Options { parameters: deployment.parameters.clone(), ..Options::default() };
    options.scope = request.scope.clone();
    options.scope.kind = written.template.scope;
    options.values.clone_from(&deployment.values);
    arm_template::expand(&written.template.node, &options, links)
}
