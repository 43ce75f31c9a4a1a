//! From a template to the resources and outputs of its deployment.

mod constraint;
mod deployment;
mod identity;
mod index;
mod instance;
mod listing;
mod names;
mod naming;
mod nested;
mod outputs;
mod parameters;
mod slot;
mod target;

use std::cell::{Cell, OnceCell};
use std::rc::Rc;
use std::sync::Arc;

use crate::evaluate::{Engine, Place, Secrets};
use crate::{
    Limits, Loader, NoLoader, Node, Problem, Reason, Scope, SourceId, Span, Unknown, Value,
};

pub(crate) use deployment::Deployment;
use index::Resources;
pub(crate) use instance::{Instance, is_deployment};
use names::{Given, Names, VariableSource};
use slot::Slot;
use target::Target;
pub use target::{STAND_IN_MANAGEMENT_GROUP, STAND_IN_RESOURCE_GROUP, STAND_IN_SUBSCRIPTION};

/// Where a template is deployed to and with which values.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where the deployment goes.
    pub scope: Scope,
    /// Parameters documents in their order; where several give a value, the last one counts.
    pub parameters: Vec<Node>,
    /// Single values, which count before those of the documents.
    pub values: Vec<(Arc<str>, Node)>,
    /// Bounds.
    pub limits: Limits,
}

/// What a deployment comes to.
#[derive(Clone, Debug, Default)]
pub struct Expansion {
    /// Everything deployed, children and the content of nested templates included, in the order it is written.
    pub resources: Vec<Resource>,
    /// What is not deployed because its condition is false.
    pub skipped: Vec<Skipped>,
    /// Nested deployments whose template was not read.
    pub unread: Vec<Unread>,
    /// The outputs of the outermost template.
    pub outputs: Vec<Output>,
    /// What is wrong, each fault once.
    pub problems: Vec<Problem>,
    /// Which values must not be shown.
    pub secrets: Secrets,
}

/// One resource of a deployment.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The full type, as written: `Microsoft.Network/virtualNetworks/subnets`.
    pub kind: Arc<str>,
    /// The full name: `vnet/GatewaySubnet`.
    pub name: Node,
    /// The full id, with stand-ins where the place of the deployment is not given.
    pub id: Node,
    /// Everything written about it, evaluated; without its children, its loop and its condition.
    pub node: Node,
    /// A condition that can't be known: the resource may not be deployed at all.
    pub condition: Option<Node>,
    /// Whether the template only refers to it.
    pub existing: bool,
    /// Its name in the template, with languageVersion 2.0.
    pub symbolic_name: Option<Arc<str>>,
    /// The copy loop that made it and its turn, counted from 0; no turn when the count can't be known.
    pub copy: Option<(Arc<str>, Option<u64>)>,
    /// The names of the nested deployments it stands in, the outermost first.
    pub deployment: Vec<Arc<str>>,
    /// Where it goes.
    pub scope: Scope,
}

/// A resource that is not deployed.
#[derive(Clone, Debug)]
pub struct Skipped {
    /// The full type.
    pub kind: Arc<str>,
    /// The full name, as far as it makes sense.
    pub name: Node,
    /// Where it is written.
    pub span: Span,
}

/// A nested deployment whose resources are not known, because its template is not.
#[derive(Clone, Debug)]
pub struct Unread {
    /// The names of the nested deployments it stands in, and its own.
    pub deployment: Vec<Arc<str>>,
    /// Why.
    pub reason: Reason,
    /// Where the deployment is written.
    pub span: Span,
}

/// One output.
#[derive(Clone, Debug)]
pub struct Output {
    /// Its name.
    pub name: Arc<str>,
    /// Its type, as declared.
    pub kind: Arc<str>,
    /// Its value.
    pub value: Node,
}

/// What an expression comes to.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The value.
    pub value: Node,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// A value of an expansion that only the deployment can tell.
#[derive(Clone, Debug)]
pub struct Gap<'a> {
    /// The way to it: `resources[2].properties.ipAddress`, `outputs.key`.
    pub path: String,
    /// Why, and what is left of the expression.
    pub unknown: &'a Unknown,
    /// Where it is written.
    pub span: Span,
}

/// Expands a template: evaluates everything in it, as far as it can be known.
///
/// A fault never stops the rest: it becomes a [`Problem`], and the value an unknown one.
#[must_use]
pub fn expand(template: &Node, options: &Options, loader: &dyn Loader) -> Expansion {
    let engine = Engine::new(&options.limits, loader);
    engine.sources.add(template);
    let mut given = Vec::new();
    for document in &options.parameters {
        engine.sources.add(document);
        given.extend(names::given_by(document));
    }
    given.extend(
        options.values.iter().map(|(name, node)| (name.clone(), Given::Value(node.clone()))),
    );
    let names = Names::declare(&engine, template, &given);
    let address = loader.address(template.span().source);
    let values_given = !options.parameters.is_empty();
    let place = Target::new(&options.scope);
    let root = engine.add(|id| Deployment {
        address,
        values_given,
        ..outermost(id, template, names, place)
    });
    let mut expansion = Expansion::default();
    engine.check_parameters(&root, &given);
    engine.collect(&root, &mut expansion);
    expansion.outputs = engine
        .evaluate_outputs(&root)
        .into_iter()
        .map(|output| Output { name: output.name, kind: output.kind, value: output.value })
        .collect();
    expansion.secrets = engine.secrets.take();
    expansion.problems = engine.ledger.finish();
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
    let engine = Engine::new(&limits, &NoLoader);
    let length = u32::try_from(expression.len()).unwrap_or(u32::MAX);
    let written =
        Node::written(Value::String(expression.into()), Span::new(SourceId(0), 0, length));
    let mut names = Names::default();
    for member in parameters.map(Node::members).unwrap_or_default() {
        names.add_parameter(names::Parameter {
            name: member.name.clone(),
            span: member.name_span,
            declaration: Node::written(Value::object(Vec::new()), member.name_span),
            given: Some(Given::Value(member.value.clone())),
            slot: Slot::default(),
        });
    }
    if let Some(variables) = variables {
        engine.sources.add(variables);
        for member in variables.members() {
            names.add_variable(member.name.clone(), VariableSource::Plain(member.value.clone()));
        }
    }
    let place = Target::new(scope);
    let template = Node::written(Value::object(Vec::new()), written.span());
    let root = engine.add(|id| outermost(id, &template, names, place));
    root.resources.get_or_init(|| Resources::new(Vec::new()));
    let value = engine.resolve(&written, &root.env(Place::Anywhere));
    drop(root);
    Evaluation { value, problems: engine.ledger.finish() }
}

fn outermost(id: usize, template: &Node, names: Names, place: Target) -> Deployment {
    Deployment {
        id,
        template: template.clone(),
        names,
        sees: id,
        place,
        path: Vec::new(),
        loops: None,
        address: None,
        mode: None,
        values_given: false,
        resources: OnceCell::new(),
        listing: Cell::new(false),
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
            expansion.resources.push(self.resource(deployment, instance));
            if !is_deployment(&instance.kind) || instance.existing {
                continue;
            }
            match self.nested(instance) {
                Ok(nested) => {
                    self.collect(&nested, expansion);
                    self.outputs(&nested);
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
        let turn = |turn: &instance::Turn| {
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

impl Resource {
    /// The part of the resource that a path such as `properties.gatewayType` leads to; see [`Node::at`].
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Node> {
        self.node.at(path)
    }

    /// The API version, when it is known.
    #[must_use]
    pub fn api_version(&self) -> Option<&str> {
        self.node.get("apiVersion")?.as_str()
    }

    /// What it waits for: names and ids, as written.
    #[must_use]
    pub fn depends_on(&self) -> &[Node] {
        self.node.get("dependsOn").map(Node::items).unwrap_or_default()
    }
}

impl Expansion {
    /// Every value that only the deployment can tell.
    #[must_use]
    pub fn unknowns(&self) -> Vec<Gap<'_>> {
        let mut gaps = Vec::new();
        for (place, resource) in self.resources.iter().enumerate() {
            gather(&format!("resources[{place}]"), &resource.node, &mut gaps);
        }
        for output in &self.outputs {
            gather(&format!("outputs.{}", output.name), &output.value, &mut gaps);
        }
        gaps
    }
}

fn gather<'a>(path: &str, node: &'a Node, gaps: &mut Vec<Gap<'a>>) {
    match &node.value {
        Value::Unknown(unknown) => {
            gaps.push(Gap { path: path.to_owned(), unknown, span: node.span() });
        }
        Value::Array(array) => {
            for (place, item) in array.items().iter().enumerate() {
                gather(&format!("{path}[{place}]"), item, gaps);
            }
        }
        Value::Object(object) => {
            for member in object.members() {
                let step = crate::expression::accessor(&member.name);
                gather(&format!("{path}{step}"), &member.value, gaps);
            }
        }
        _ => {}
    }
}
