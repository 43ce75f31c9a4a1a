//! What Terraform configurations, plans and states add to the resources of a run.

use std::sync::{Mutex, PoisonError};

use arm_template::{Problem, SourceId, Span};

use super::load::Failure;
use super::{Request, unread};
use crate::finding::{PassedOver, Remark, Unevaluated};
use crate::resource::{Field, Kind, Part, Reader, Resource, ResourceId, Shape};
use crate::source::Sources;
use crate::terraform::{
    self, ConfigurationFile, Converted, GivenValues, SavedFile, Standing, Surroundings,
};

/// What Terraform configurations, plans and states add to a run.
#[derive(Default)]
pub(super) struct FromConfigurations {
    pub(super) resources: Vec<Resource>,
    pub(super) unread: Vec<Unevaluated>,
    pub(super) problems: Vec<Problem>,
    pub(super) failures: Vec<Failure>,
    pub(super) secrets: Vec<Span>,
    pub(super) passed_over: Vec<PassedOver>,
    pub(super) remarks: Vec<Remark>,
}

/// What the Terraform configurations among the inputs deploy, and what plans and states hold; their parts are numbered
/// after the deployments of templates.
pub(super) fn configure(
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
        let part = Part(u32::try_from(at).expect("fewer than 2^32 deployments"));
        let resources = root.resources.iter();
        found.resources.extend(resources.filter_map(|one| configured_resource(one, part)));
        found.unread.extend(root.unread.iter().map(unread::module));
        found.problems.extend(root.problems);
    }
    found.secrets = configured.secrets;
    let failures = configured.failures.into_iter();
    found.failures =
        failures.map(|problem| Failure { message: problem.message, span: problem.span }).collect();
    let name = |source: SourceId| {
        sources.lock().unwrap_or_else(PoisonError::into_inner).name(source).to_owned()
    };
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
) -> Surroundings<'r> {
    let files = request.parameters.iter().filter(|path| terraform::is_values(path));
    Surroundings {
        given: GivenValues {
            files: files.cloned().collect(),
            values: request.values.clone(),
            rules: &request.templates,
            is_shared,
        },
        boundary: request.boundary(),
        max_bytes: request.max_bytes,
        sources,
    }
}

/// A resource of a configuration, if it is of a kind that is read.
fn configured_resource(one: &Converted, part: Part) -> Option<Resource> {
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
        conditional: one.conditional,
        // Terraform finds out by itself what waits for what.
        turn: None,
    })
}
