//! One deployment of a template, expanded as far as it takes for what is asked.

use std::sync::Arc;

use arm_template::{Expansion, Extent, Options, Problem, SourceId, Span};

use super::links::Links;
use super::pairs::Deployment;
use super::template_file::TemplateFile;
use crate::finding::Unevaluated;
use crate::resource::{DeploymentGroup, Field, Kind, Reader, Resource, ResourceId, Shape, Turn};
use crate::run::request::Request;
use crate::run::unread;

/// What a deployment is expanded for.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// To be checked, as far as that goes: as it will be, with what Azure may add unknown.
    Check(Extent),
    /// To be shown, as Azure predicts it.
    Predict,
}

/// One deployment.
pub(crate) fn expand_one(
    request: &Request,
    templates: &[TemplateFile],
    deployment: &Deployment,
    links: &Links<'_>,
    purpose: Purpose,
) -> Expansion {
    let written = &templates[deployment.template];
    let parameters = deployment.parameters.clone();
    let (extent, predicted) = match purpose {
        Purpose::Check(extent) => (extent, false),
        Purpose::Predict => (Extent::Everything, true),
    };
    let mut options = Options { parameters, extent, predicted, ..Options::default() };
    options.scope = request.scope.clone();
    options.scope.kind = written.template.scope;
    options.values.clone_from(&deployment.values);
    arm_template::expand(&written.template.node, &options, links)
}

/// What is kept of an expansion: that of a large template holds far more than anyone looks at.
pub(crate) struct ExpandedDeployment {
    pub(crate) part: DeploymentGroup,
    pub(crate) secrets: Vec<Span>,
    pub(crate) unread: Vec<Unevaluated>,
    /// What is wrong with the template; none where not all of it was evaluated.
    pub(crate) problems: Option<Vec<Problem>>,
    pub(crate) resources: Vec<Resource>,
}

impl ExpandedDeployment {
    pub(crate) fn of(
        expansion: Expansion,
        extent: Extent,
        part: DeploymentGroup,
        source: SourceId,
    ) -> Self {
        let resources = expansion.resources.into_iter();
        let complete = matches!(extent, Extent::Everything);
        Self {
            part,
            secrets: expansion.secrets.places().collect(),
            unread: expansion.unread.iter().map(unread::unevaluated).collect(),
            problems: complete.then_some(expansion.problems),
            resources: resources.filter_map(|resource| read(resource, part, source)).collect(),
        }
    }
}

/// A resource of an expanded template, if it is of a kind that is read.
fn read(
    resource: arm_template::Resource,
    part: DeploymentGroup,
    source: SourceId,
) -> Option<Resource> {
    let kind = Kind::of_declared(&resource.kind)?;
    let conditional = resource.condition.is_some();
    let turn = Turn {
        deployment: resource.deployment.clone(),
        symbolic_name: resource.symbolic_name.clone(),
        loop_name: resource.copy.as_ref().map(|(name, _)| Arc::clone(name)),
    };
    let id_reader = Reader::new(resource.id.clone(), Shape::Template);
    let id: Field<String> = id_reader.value();
    let reader = Reader::new(resource.node, Shape::Template);
    Some(Resource {
        kind,
        name: Reader::new(resource.name, Shape::Template).value(),
        id: id.value().and_then(|text| ResourceId::parse_with(text, id.confidence())),
        expression_id: id.expression().and_then(ResourceId::of_expression),
        id_confidence: id.confidence(),
        api_version: reader.field("apiVersion"),
        location: reader.field("location"),
        reader,
        part,
        source,
        existing: resource.existing,
        conditional,
        turn: Some(turn),
        number: 0,
    })
}
