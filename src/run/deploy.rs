//! From documents to resources: each template is expanded with each of its sets of parameters.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use arm_template::{Expansion, Extent, Node, Problem, ScopeKind, SourceId, Span};

use super::expanding::{ExpandedDeployment, Purpose, expand_one};
use super::links::Links;
use super::loaded::{Loaded, LoadedInputs, Loading, UnreadableInput};
use super::pairs::{self, Deployment};
use super::parameter_files::ParameterFiles;
use super::saved::Resources;
use super::unread::{self, ParametersFile};
use super::{Request, configured, parallel, secrets};
use crate::document::{Contents, Template, without_tokens};
use crate::finding::{PassedOver, Remark, Unevaluated};
use crate::resource::{
    CertificateFile, DeploymentGroup, Estate, Kind, Machine, Package, Resource, ResourceId,
    Sessions,
};
use crate::source::Sources;
use crate::terraform::SavedFile;

/// All that the lints look at.
pub(super) struct Deployed {
    pub(super) sources: Sources,
    pub(super) estate: Estate,
    /// The certificate files, those that the request names first.
    pub(super) files: Vec<CertificateFile>,
    /// How many of them the request names.
    pub(super) asked: usize,
    /// Profile packages, and profiles of clients alone.
    pub(super) packages: Vec<Package>,
    /// Packages that others are held against.
    pub(super) current_packages: Vec<Package>,
    /// Reports of clients' machines.
    pub(super) machines: Vec<Machine>,
    /// The documents as they are written.
    pub(super) roots: Vec<Node>,
    /// Faults that evaluating the templates came upon.
    pub(super) problems: Vec<Problem>,
    /// Names that are written twice.
    pub(super) duplicates: Vec<Problem>,
    pub(super) failures: Vec<UnreadableInput>,
    pub(super) passed_over: Vec<PassedOver>,
    /// Nested deployments whose templates are not known.
    pub(super) unread: Vec<Unevaluated>,
    pub(super) remarks: Vec<Remark>,
    /// Why nothing was checked, when that is so.
    pub(super) nothing_checked: Option<String>,
    pub(super) secrets: Vec<Span>,
    /// The kinds and names of resources of Terraform's `azurerm`, which are spoken of in its words.
    pub(super) in_own_words: HashSet<(Kind, String)>,
    /// How many sources were understood.
    pub(super) checked: usize,
}

/// A template as it lies in a file.
pub(super) struct TemplateFile {
    pub(super) source: SourceId,
    pub(super) path: Option<PathBuf>,
    pub(super) template: Template,
    /// Whether it was named, as opposed to found in a folder.
    pub(super) named: bool,
    /// The only parameters files that it is deployed with; none when they are those beside it.
    pub(super) paired: Vec<PathBuf>,
}

/// What was read, by what it is.
#[derive(Default)]
struct Inputs {
    templates: Vec<TemplateFile>,
    parameters: ParameterFiles,
    parameters_files: Vec<ParametersFile>,
    resources: Vec<Resource>,
    sessions: Vec<(ResourceId, Sessions)>,
    files: Vec<CertificateFile>,
    /// How many of the certificate files the request names.
    asked: usize,
    roots: Vec<Node>,
    /// Reports of clients' machines.
    machines: Vec<Machine>,
    /// Plans and states of Terraform's.
    saved: Vec<SavedFile>,
}

impl Inputs {
    fn of(all: Vec<Loaded>) -> Self {
        let mut inputs = Self::default();
        let mut resources = Resources::default();
        for Loaded { id, path, root, kind, paired, answer, asked, named } in all {
            inputs.asked += usize::from(asked);
            inputs.roots.extend(root);
            match kind {
                Loading::Json(Contents::Template(mut template)) => {
                    template.node = without_tokens(&template.node);
                    inputs.templates.push(TemplateFile {
                        source: id,
                        path,
                        template,
                        named,
                        paired,
                    });
                }
                Loading::Json(Contents::Parameters(node)) => {
                    inputs.parameters_files.push(ParametersFile { source: id, named });
                    inputs.parameters.add(path, node);
                }
                Loading::Json(Contents::Exported(exported)) => {
                    resources.take(exported, answer.is_some());
                }
                Loading::Json(Contents::Sessions(told)) => {
                    inputs.sessions.extend(
                        answer.and_then(|tag| Some((ResourceId::parse(&tag.resource?)?, told))),
                    );
                }
                Loading::Json(Contents::Terraform(saved)) => {
                    inputs.saved.push(SavedFile { source: id, path, named, saved: *saved });
                }
                Loading::Json(Contents::Machine(machine)) => inputs.machines.push(*machine),
                Loading::Certificate(file) => inputs.files.push(*file),
                Loading::Json(Contents::Other(_) | Contents::ScanIndex(_)) => {}
            }
        }
        inputs.resources = resources.all;
        inputs
    }
}

/// Expands every template and joins all resources.
pub(super) fn deploy(request: &Request, everything: LoadedInputs) -> Deployed {
    let LoadedInputs {
        sources,
        loaded,
        duplicates,
        mut problems,
        mut failures,
        mut passed_over,
        packages,
        current_packages,
        mut secrets,
        terraform,
    } = everything;
    let understood: HashSet<SourceId> = loaded.iter().map(|loaded| loaded.id).collect();
    let Inputs {
        templates,
        mut parameters,
        parameters_files,
        mut resources,
        sessions,
        files,
        asked,
        mut roots,
        machines,
        saved,
    } = Inputs::of(loaded);
    let sources = Mutex::new(sources);
    let given = pairs::given(request, &sources, &mut failures);
    let deployments =
        pairs::pair(&templates, &mut parameters, &given, &sources, request, &mut failures);
    problems.extend(given.problems.iter().cloned());
    tell_once(&mut failures, &sources);
    add_each_once(&mut roots, parameters.nodes().iter().chain(given_to(&deployments)));
    let links = Links::new(&templates, request, &sources).with_exported(&resources).hiding_tokens();
    let expanded = parallel::map(deployments.iter().enumerate().collect(), |(at, deployment)| {
        let part = DeploymentGroup(u32::try_from(at + 1).expect("fewer than 2^32 deployments"));
        let written = &templates[deployment.template];
        let deployment = deployment.without_tokens();
        let extent = written.extent(&sources);
        let expansion =
            expand_one(request, &templates, &deployment, &links, Purpose::Check(extent));
        ExpandedDeployment::of(expansion, extent, part, written.source)
    });
    let linked: HashSet<SourceId> = links.followed();

    let (mut unread, mut told) = (Vec::new(), Vec::new());
    for (deployment, kept) in deployments.iter().zip(expanded) {
        if linked.contains(&templates[deployment.template].source) {
            // It is deployed by another template, which gives it its parameters.
            continue;
        }
        secrets.extend(kept.secrets);
        unread.extend(kept.unread);
        told.push((kept.part, deployment, kept.problems));
        resources.extend(kept.resources);
    }
    let before = (!templates.is_empty(), deployments.len());
    let configured = configured::configure(request, &terraform, saved, &sources, before);
    resources.extend(configured.resources);
    unread.extend(configured.unread);
    secrets.extend(configured.secrets);
    failures.extend(configured.failures);
    let estate = Estate::new(resources).with_sessions(sessions);
    problems.extend(faults(told, &estate, |deployment| {
        let purpose = Purpose::Check(Extent::Everything);
        expand_one(request, &templates, &deployment.without_tokens(), &links, purpose).problems
    }));
    roots.extend(links.into_roots());
    let sources = sources.into_inner().unwrap_or_else(PoisonError::into_inner);
    problems.extend(configured.problems);
    passed_over.extend(configured.passed_over);
    let of_packages = packages.iter().map(Package::files).sum::<usize>();
    let unpaired = unpaired(request, &deployments, &parameters_files, &sources);
    let checked = (understood.len() + terraform.len() + of_packages).saturating_sub(unpaired.len());
    passed_over.extend(unpaired);
    let of_machines = unread::of_machines(&machines, &sources);
    let remarks = [unread::cut_off(&estate, &sources), configured.remarks, of_machines].concat();
    let nothing_checked =
        (files.is_empty() && failures.is_empty() && packages.is_empty() && machines.is_empty())
            .then(|| unread::nothing_checked(&estate, &unread, &passed_over, checked))
            .flatten();
    let secrets = all_secrets(&estate, &roots, &files, &failures, &sources, secrets);
    Deployed {
        sources,
        estate,
        files,
        asked,
        packages,
        current_packages,
        machines,
        roots,
        problems,
        duplicates,
        failures,
        passed_over,
        unread,
        remarks,
        nothing_checked,
        secrets,
        in_own_words: configured.in_own_words,
        checked,
    }
}

/// What is wrong with the templates: with all of those that have to do with gateways, as it turns out.
fn faults(
    told: Vec<(DeploymentGroup, &Deployment, Option<Vec<Problem>>)>,
    estate: &Estate,
    of_all: impl Fn(&Deployment) -> Vec<Problem> + Sync + Send,
) -> Vec<Problem> {
    let parts = estate.parts_of_gateways();
    let faults = parallel::map(told, |(part, deployment, known)| match known {
        Some(problems) => problems,
        // Only now it is known that its other resources matter, too: what is wrong with them fails the deployment.
        None if parts.contains(&part) => of_all(deployment),
        None => Vec::new(),
    });
    faults.concat()
}

/// The values that deployments are given.
fn given_to(deployments: &[Deployment]) -> impl Iterator<Item = &Node> {
    deployments.iter().flat_map(|deployment| {
        deployment.parameters.iter().chain(deployment.values.iter().map(|(_, node)| node))
    })
}

/// The parameters files that no template is deployed with, unless some are given for all.
fn unpaired(
    request: &Request,
    deployments: &[Deployment],
    files: &[ParametersFile],
    sources: &Sources,
) -> Vec<PassedOver> {
    if !request.parameters.is_empty() {
        return Vec::new();
    }
    let used = deployments.iter().flat_map(|it| &it.parameters).map(|it| it.span().source);
    unread::unpaired(files, &used.collect(), sources)
}

/// Adds documents of which there is none yet.
fn add_each_once<'n>(roots: &mut Vec<Node>, more: impl Iterator<Item = &'n Node>) {
    let mut seen: HashSet<SourceId> = roots.iter().map(|root| root.origin.span().source).collect();
    roots.extend(more.filter(|node| seen.insert(node.origin.span().source)).cloned());
}

/// A file that was refused among the inputs is refused again as the parameters file of a template.
fn tell_once(failures: &mut Vec<UnreadableInput>, sources: &Mutex<Sources>) {
    let sources = sources.lock().unwrap_or_else(PoisonError::into_inner);
    let mut seen = HashSet::new();
    failures.retain(|failure| {
        let place = sources.get(failure.span.source).place().to_owned();
        seen.insert((place, failure.span.range(), failure.message.clone()))
    });
}

/// The places that are never shown: those found on the way, and those of secret properties and keys.
fn all_secrets(
    estate: &Estate,
    roots: &[Node],
    files: &[CertificateFile],
    failures: &[UnreadableInput],
    sources: &Sources,
    mut found: Vec<Span>,
) -> Vec<Span> {
    secrets::find_in(estate, &mut found);
    secrets::of_estate(estate, roots, &mut found);
    for file in files {
        secrets::find_in_file(file, &sources.get(file.source).text, &mut found);
    }
    for failure in failures {
        let source = failure.span.source;
        secrets::find_in_unread(&sources.get(source).text, source, &mut found);
    }
    secrets_of(roots, found)
}

fn secrets_of(roots: &[Node], mut found: Vec<Span>) -> Vec<Span> {
    secrets::find_in_all(roots, &mut found);
    crate::finding::merged(found)
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
    let LoadedInputs { sources, loaded, mut failures, problems, terraform, .. } =
        super::load::load(request);
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
        None => Err("the input is no template and no Terraform configuration".to_owned()),
    }
}

fn told(failure: &UnreadableInput, sources: &Sources) -> String {
    let start = sources.position(failure.span.source, failure.span.start);
    let name = sources.name(failure.span.source);
    format!("{name}:{}:{}: {}", start.line, start.column, failure.message)
}
