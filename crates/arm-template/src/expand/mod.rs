//! From a template to the resources and outputs of its deployment.

mod body;
mod document;
mod expansion;
mod identity;
mod listing;
mod naming;
mod nested;
mod outputs;

use std::rc::Rc;

use crate::deployment::{
    CopyIteration, Deployment, DeploymentId, ExpressionContext, Instance, Names, Parameter,
    PassedValue, Resources, Slot, TargetScope, VariableSource, given_by, is_deployment,
};
use crate::evaluate::{Engine, Expander};
use crate::{Limits, Loader, NoLoader, Node, Reason, Scope, SourceId, Span, Value};

pub use expansion::{
    Evaluation, Expansion, Options, Output, Resource, Skipped, UnknownPart, Unread,
};
/// What expressions ask of the deployments that are being expanded.
struct TemplateExpander;

impl Expander for TemplateExpander {
    fn resources(&self, engine: &Engine<'_>, deployment: &Deployment) -> Option<Rc<Resources>> {
        engine.resources(deployment)
    }

    fn declared_instance(
        &self,
        engine: &Engine<'_>,
        home: DeploymentId,
        name: &str,
    ) -> Option<Rc<Instance>> {
        engine.declared_instance(home, name)
    }

    fn body(&self, engine: &Engine<'_>, instance: &Instance) -> Node {
        engine.body(instance)
    }

    fn nested(&self, engine: &Engine<'_>, instance: &Instance) -> Result<Rc<Deployment>, Reason> {
        engine.nested(instance)
    }

    fn outputs(&self, engine: &Engine<'_>, deployment: &Deployment) -> Node {
        engine.outputs(deployment)
    }
}

/// Expands a template: evaluates everything in it, as far as it can be known.
///
/// A fault never stops the rest: it becomes a [`Problem`](crate::Problem), and the value an unknown one.
#[must_use]
pub fn expand(template: &Node, options: &Options, loader: &dyn Loader) -> Expansion {
    let mut engine = Engine::new(&options.limits, loader, &TemplateExpander);
    engine.predicts = options.predicted;
    engine.extent = options.extent;
    engine.sources.add(template);
    let mut given = Vec::new();
    for document in &options.parameters {
        engine.sources.add(document);
        given.extend(given_by(document));
    }
    given.extend(
        options.values.iter().map(|(name, node)| (name.clone(), PassedValue::Value(node.clone()))),
    );
    let names = Names::declare(&engine.ledger, template, &given);
    let address = loader.address(template.span().source);
    let values_given = !options.parameters.is_empty();
    let wants_values = given.is_empty() && !values_given && names.want_values();
    let place = TargetScope::new(&options.scope);
    let root = engine.add(|id| Deployment {
        address,
        values_given,
        wants_values,
        ..outermost(id, template, names, place)
    });
    let mut expansion = Expansion::default();
    engine.check_document(&root);
    engine.check_declared(&root, &given);
    engine.collect(&root, &mut expansion);
    if engine.extent.is_everything() {
        expansion.outputs = engine.outermost_outputs(&root);
    } else {
        engine.hide_secure_outputs(&root);
    }
    expansion.secrets = engine.secrets.take();
    expansion.problems = engine.ledger.finish();
    for problem in &mut expansion.problems {
        problem.message = expansion.secrets.masked(&problem.message);
    }
    expansion
}

/// Evaluates one string as it stands in a template: an expression, or a literal.
///
/// `parameters` is an object of values taken literally, `variables` an object like the section of a template.
/// Places are counted in bytes of `expression`, in source 0.
#[must_use]
pub fn evaluate(
    expression: &str,
    parameters: Option<&Node>,
    variables: Option<&Node>,
    scope: &Scope,
) -> Evaluation {
    let limits = Limits::default();
    let engine = Engine::new(&limits, &NoLoader, &TemplateExpander);
    let length = u32::try_from(expression.len()).unwrap_or(u32::MAX);
    let written =
        Node::written(Value::String(expression.into()), Span::new(SourceId(0), 0, length));
    let mut names = Names::default();
    for member in parameters.map(Node::members).unwrap_or_default() {
        names.add_parameter(Parameter {
            name: member.name.clone(),
            span: member.name_span,
            declaration: Node::written(Value::object(Vec::new()), member.name_span),
            given: Some(PassedValue::Value(member.value.clone())),
            written: None,
            slot: Slot::default(),
        });
    }
    if let Some(variables) = variables {
        engine.sources.add(variables);
        for member in variables.members() {
            names.add_variable(member.name.clone(), VariableSource::Plain(member.value.clone()));
        }
    }
    let place = TargetScope::new(scope);
    let template = Node::written(Value::object(Vec::new()), written.span());
    let resources = Slot::done(Some(Rc::new(Resources::new(Vec::new()))));
    let root = engine.add(|id| Deployment { resources, ..outermost(id, &template, names, place) });
    let value = engine.resolve(&written, &root.env(ExpressionContext::Anywhere));
    drop(root);
    Evaluation { value, problems: engine.ledger.finish() }
}

fn outermost(id: usize, template: &Node, names: Names, place: TargetScope) -> Deployment {
    Deployment {
        id,
        template: template.clone(),
        names,
        sees: id,
        place,
        path: Vec::new(),
        loops: None,
        address: None,
        condition: None,
        unescaped: 0,
        mode: None,
        values_given: false,
        wants_values: false,
        resources: Slot::default(),
        outputs: Slot::default(),
    }
}

impl Engine<'_> {
    /// Everything of a deployment and of those nested in it.
    fn collect(&self, deployment: &Rc<Deployment>, expansion: &mut Expansion) {
        let Some(resources) = self.resources(deployment) else { return };
        for instance in &resources.list {
            if instance.skipped {
                expansion.skipped.push(Skipped {
                    kind: instance.kind.clone(),
                    name: instance.name.clone(),
                    span: instance.declaration.span(),
                });
                continue;
            }
            if self.extent.holds(&instance.kind) {
                expansion.resources.push(self.resource(deployment, instance));
            }
            if !is_deployment(&instance.kind) || instance.existing {
                continue;
            }
            match self.nested(instance) {
                Ok(nested) => {
                    self.collect(&nested, expansion);
                    if self.extent.is_everything() {
                        self.outputs(&nested);
                    } else {
                        self.hide_secure_outputs(&nested);
                    }
                }
                Err(reason) => expansion.unread.push(Unread {
                    deployment: deployment.path.iter().cloned().chain([instance.title()]).collect(),
                    reason,
                    span: instance.declaration.span(),
                }),
            }
        }
    }

    fn resource(&self, deployment: &Deployment, instance: &Instance) -> Resource {
        let turn = |turn: &CopyIteration| {
            (turn.name.clone(), turn.index.map(|index| u64::try_from(index).unwrap_or_default()))
        };
        Resource {
            kind: instance.kind.clone(),
            name: instance.name.clone(),
            id: instance.id.clone(),
            node: self.body(instance),
            condition: instance.condition.clone(),
            existing: instance.existing,
            symbolic_name: instance.symbolic_name.clone(),
            copy: instance.turn.as_ref().map(turn),
            deployment: deployment.path.clone(),
            scope: deployment.place.scope.clone(),
        }
    }
}
