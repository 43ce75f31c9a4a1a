//! What goes into an expansion and what comes out of it.

use std::sync::Arc;

use crate::{Extent, Limits, Node, Problem, Reason, Scope, Secrets, Span, Unknown, Value};

/// Where a template is deployed to and with which values.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where the deployment goes.
    pub scope: Scope,
    /// Parameters documents in their order; where several give a value, the last one counts.
    pub parameters: Vec<Node>,
    /// Single values, which count before those of the documents.
    pub values: Vec<(Arc<str>, Node)>,
    /// Answer as Azure does when it predicts a deployment that hasn't begun, in a snapshot or a what-if: a resource has
    /// what it declares and nothing else. Otherwise what Azure may fill in is unknown.
    pub predicted: bool,
    /// How much of the template is evaluated.
    pub extent: Extent,
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
pub struct UnknownPart<'a> {
    /// The way to it: `resources[2].properties.ipAddress`, `outputs.key`.
    pub path: String,
    /// Why, and what is left of the expression.
    pub unknown: &'a Unknown,
    /// Where it is written.
    pub span: Span,
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
    pub fn unknowns(&self) -> Vec<UnknownPart<'_>> {
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

fn gather<'a>(path: &str, node: &'a Node, gaps: &mut Vec<UnknownPart<'a>>) {
    match &node.value {
        Value::Unknown(unknown) => {
            gaps.push(UnknownPart { path: path.to_owned(), unknown, span: node.span() });
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
