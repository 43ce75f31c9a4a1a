//! From documents to resources: each template is expanded with each of its sets of parameters.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use arm_template::{Extent, Node, Problem, SourceId, Span};

use super::configured;
use super::expanding::{ExpandedDeployment, Purpose, expand_one};
use super::links::Links;
use super::pairs::{self, Deployment};
use super::parameter_files::ParameterFiles;
use super::template_file::TemplateFile;
use crate::document::{Contents, without_tokens};
use crate::finding::{PassedOver, Remark, Unevaluated};
use crate::resource::{
    CertificateFile, DeploymentGroup, Estate, Kind, Machine, Package, Resource, ResourceId,
    Sessions,
};
use crate::run::inputs::loaded::{Loaded, LoadedInputs, Loading, UnreadableInput};
use crate::run::inputs::scan_answers::Resources;
use crate::run::parallel;
use crate::run::request::Request;
use crate::run::secrecy::secrets;
use crate::run::sources::locked;
use crate::run::unread::{self, ParametersFile};
use crate::source::Sources;
use crate::terraform::SavedFile;

/// All that the lints look at.
pub(crate) struct Deployed {
    pub(crate) sources: Sources,
    pub(crate) estate: Estate,
    /// The certificate files, those that the request names first.
    pub(crate) files: Vec<CertificateFile>,
    /// How many of them the request names.
    pub(crate) asked: usize,
    /// Profile packages, and profiles of clients alone.
    pub(crate) packages: Vec<Package>,
    /// Packages that others are held against.
    pub(crate) current_packages: Vec<Package>,
    /// Reports of clients' machines.
    pub(crate) machines: Vec<Machine>,
    /// The documents as they are written.
    pub(crate) roots: Vec<Node>,
    /// Faults that evaluating the templates came upon.
    pub(crate) problems: Vec<Problem>,
    /// Names that are written twice.
    pub(crate) duplicates: Vec<Problem>,
    pub(crate) failures: Vec<UnreadableInput>,
    pub(crate) passed_over: Vec<PassedOver>,
    /// Nested deployments whose templates are not known.
    pub(crate) unread: Vec<Unevaluated>,
    pub(crate) remarks: Vec<Remark>,
    /// Why nothing was checked, when that is so.
    pub(crate) nothing_checked: Option<String>,
    pub(crate) secrets: Vec<Span>,
    /// The kinds and names of resources of Terraform's `azurerm`, which are spoken of in its words.
    pub(crate) in_own_words: HashSet<(Kind, String)>,
    /// How many sources were understood.
    pub(crate) checked: usize,
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
pub(crate) fn deploy(request: &Request, inputs: LoadedInputs) -> Deployed {
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
    } = inputs;
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
    let sources = locked(sources);
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
