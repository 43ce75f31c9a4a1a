//! What Terraform configurations, plans and states add to the resources of a run.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use arm_template::{
    Expansion, Node, Origin, Output, Problem, Reason, Scope, Secrets, SourceId, Span, Value,
};

use crate::finding::{Finding, PassedOver, Remark, Unevaluated};
use crate::resource::{DeploymentGroup, Field, Kind, Reader, Resource, ResourceId, Shape};
use crate::run::inputs::loaded::UnreadableInput;
use crate::run::request::Request;
use crate::run::secrecy::secrets;
use crate::run::sources::locked;
use crate::run::unread;
use crate::source::Sources;
use crate::terraform::{
    self, ConfigurationFile, Converted, EvaluationContext, GivenValues, SavedFile, Standing,
};

/// What Terraform configurations, plans and states add to a run.
#[derive(Default)]
pub(crate) struct FromConfigurations {
    pub(crate) resources: Vec<Resource>,
    pub(crate) unread: Vec<Unevaluated>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) failures: Vec<UnreadableInput>,
    pub(crate) secrets: Vec<Span>,
    pub(crate) passed_over: Vec<PassedOver>,
    pub(crate) remarks: Vec<Remark>,
    /// The kinds and names of resources of `azurerm`.
    pub(crate) in_own_words: HashSet<(Kind, String)>,
}

/// What the Terraform configurations among the inputs deploy, and what plans and states hold; their parts are numbered
/// after the deployments of templates.
pub(crate) fn configure(
    request: &Request,
    files: &[ConfigurationFile],
    saved: Vec<SavedFile>,
    sources: &Mutex<Sources>,
    (is_shared, before): (bool, usize),
) -> FromConfigurations {
    let mut found = FromConfigurations::default();
    if files.is_empty() && saved.is_empty() {
        return found;
    }
    let configured = terraform::configure(files, saved, &surroundings(request, sources, is_shared));
    for (root, at) in configured.roots.into_iter().zip(before + 1..) {
        let part = DeploymentGroup(u32::try_from(at).expect("fewer than 2^32 deployments"));
        for one in &root.resources {
            let Some(resource) = configured_resource(one, part) else { continue };
            if one.has_own_words {
                found.in_own_words.insert((resource.kind, resource.subject().name));
            }
            found.resources.push(resource);
        }
        found.unread.extend(root.unread.iter().map(unread::module));
        found.problems.extend(root.problems);
    }
    found.secrets = configured.secrets;
    let failures = configured.failures.into_iter();
    found.failures = failures
        .map(|problem| UnreadableInput { message: problem.message, span: problem.span })
        .collect();
    let name = |source: SourceId| locked(sources).name(source).to_owned();
    let passed = configured.passed_over.into_iter();
    found.passed_over = passed
        .map(|(source, reason)| PassedOver {
            source: name(source),
            reason: reason.to_owned(),
            missed: false,
        })
        .collect();
    let remarks = configured.remarks.into_iter();
    found.remarks = remarks
        .map(|(source, message)| Remark { source: name(source), message: message.to_owned() })
        .collect();
    found
}

/// What the request says about configurations.
fn surroundings<'r>(
    request: &'r Request,
    sources: &'r Mutex<Sources>,
    is_shared: bool,
) -> EvaluationContext<'r> {
    let files = request.parameters.iter().filter(|path| terraform::is_values(path));
    EvaluationContext {
        given: GivenValues {
            files: files.cloned().collect(),
            values: request.values.clone(),
            rules: &request.templates,
            is_shared,
        },
        boundary: request.boundary(),
        max_bytes: request.max_bytes,
        overlay: &request.overlay,
        sources,
    }
}

/// A resource of a configuration, if it is of a kind that is read.
fn configured_resource(one: &Converted, part: DeploymentGroup) -> Option<Resource> {
    let kind = Kind::of_declared(&one.kind)?;
    let id: Field<String> = Reader::new(one.id.clone(), Shape::Template).value();
    let shape = if one.standing == Standing::There { Shape::Rest } else { Shape::Template };
    let reader = Reader::new(one.node.clone(), shape);
    Some(Resource {
        kind,
        name: Reader::new(one.name.clone(), Shape::Template).value(),
        id: id.value().and_then(|text| ResourceId::parse_with(text, id.confidence())),
        expression_id: id.expression().and_then(ResourceId::of_expression),
        id_confidence: id.confidence(),
        api_version: reader.field("apiVersion"),
        location: reader.field("location"),
        source: one.node.span().source,
        reader,
        part,
        existing: one.standing == Standing::Referred,
        conditional: one.unsure.is_some(),
        // Terraform finds out by itself what waits for what.
        turn: None,
        number: 0,
    })
}

/// What configurations, plans and states deploy, as what a template deploys is shown.
pub(crate) fn expand(
    request: &Request,
    files: &[ConfigurationFile],
    saved: Vec<SavedFile>,
    sources: &Mutex<Sources>,
) -> (Expansion, Vec<UnreadableInput>) {
    let configured = terraform::configure(files, saved, &surroundings(request, sources, false));
    let mut expansion = Expansion::default();
    let mut hidden = configured.secrets;
    for root in configured.roots {
        for one in &root.resources {
            secrets::find(&one.node, &mut hidden);
        }
        expansion.resources.extend(root.resources.into_iter().map(shown));
        expansion.problems.extend(root.problems);
        expansion.outputs.extend(root.outputs.into_iter().map(|output| {
            let value = output.value.to_node();
            if output.value.holds_sensitive() {
                hidden.push(value.origin.at());
                hidden.push(value.origin.span());
            }
            Output { name: output.name, kind: "".into(), value }
        }));
        expansion.unread.extend(root.unread.into_iter().map(|unread| arm_template::Unread {
            deployment: vec![unread.address.clone()],
            reason: Reason::Failed(format!("{}: {}", unread.address, unread.reason).into()),
            span: unread.span,
        }));
    }
    let mut secrets = Secrets::default();
    for span in &hidden {
        secrets.add(&Origin::Written(*span));
    }
    expansion.secrets = secrets;
    let failures = configured.failures.into_iter();
    let failure =
        |problem: Problem| UnreadableInput { message: problem.message, span: problem.span };
    (expansion, failures.map(failure).collect())
}

fn shown(one: Converted) -> arm_template::Resource {
    let condition = one
        .unsure
        .map(|unsure| Node { value: Value::Unknown(unsure), origin: one.node.origin.clone() });
    arm_template::Resource {
        kind: Arc::from(one.kind),
        name: one.name,
        id: one.id,
        node: one.node,
        condition,
        existing: one.standing == Standing::Referred,
        symbolic_name: None,
        copy: None,
        deployment: Vec::new(),
        scope: Scope::default(),
    }
}

/// Says in `azurerm`'s own words what is said of its resources.
pub(crate) fn reword(findings: &mut [Finding], own: &HashSet<(Kind, String)>) {
    for finding in findings.iter_mut().filter(|_| !own.is_empty()) {
        let Some(subject) = &finding.subject else { continue };
        let Some(kind) = Kind::of(&subject.kind) else { continue };
        if !own.contains(&(kind, subject.name.clone())) {
            continue;
        }
        let reword = |text: &mut String| *text = terraform::in_own_words(&subject.kind, text);
        reword(&mut finding.message);
        finding.help.iter_mut().for_each(reword);
        finding.related.iter_mut().for_each(|related| reword(&mut related.message));
        finding.fixes.iter_mut().for_each(|fix| reword(&mut fix.title));
    }
}
