//! What a template declares: parameters, variables, functions, definitions.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Env, Ledger, Slot, problem};
use crate::{Member, Node, ProblemKind, Span};
use crate::{folded, same_name};

#[derive(Default)]
pub(crate) struct Names {
    /// In the order they are declared.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) variables: Vec<Variable>,
    parameter_index: HashMap<Box<str>, usize>,
    variable_index: HashMap<Box<str>, usize>,
    functions: HashMap<Box<str>, Node>,
    /// Types for `$ref`.
    pub(crate) definitions: Option<Node>,
}

pub(crate) struct Parameter {
    pub(crate) name: Arc<str>,
    pub(crate) span: Span,
    pub(crate) declaration: Node,
    pub(crate) given: Option<PassedValue>,
    /// Of a nested template's parameter: the value as the deployment writes it, and what it sees there.
    pub(crate) written: Option<(Node, Env)>,
    pub(crate) slot: Slot<Node>,
}

/// What is passed for a parameter.
#[derive(Clone)]
pub(crate) enum PassedValue {
    Value(Node),
    /// A reference to a Key Vault's secret: the whole entry.
    KeyVault(Node),
    /// An expression that the client replaces before it deploys, written there.
    Client(Span),
}

pub(crate) struct Variable {
    pub(crate) name: Arc<str>,
    pub(crate) source: VariableSource,
    pub(crate) slot: Slot<Node>,
}

impl Variable {
    /// Where its value is written.
    pub(crate) fn span(&self) -> Span {
        match &self.source {
            VariableSource::Plain(node) | VariableSource::Loop(node) => node.span(),
        }
    }
}

pub(crate) enum VariableSource {
    Plain(Node),
    /// An element of `copy`.
    Loop(Node),
}

impl Names {
    /// Reads the declarations of a template; `given` are the values passed for its parameters.
    pub(crate) fn declare(
        ledger: &Ledger,
        template: &Node,
        given: &[(Arc<str>, PassedValue)],
    ) -> Self {
        let mut names =
            Self { definitions: template.get("definitions").cloned(), ..Self::default() };
        for section in ["parameters", "variables"] {
            if let Some(node) = template.get(section).filter(|node| !node.is_null())
                && node.as_object().is_none()
            {
                let message = format!("'{section}' must be an object, not {}", node.value.kind());
                ledger.note(problem(ProblemKind::Structure, message, node.span()));
            }
        }
        for member in template.get("parameters").map(Node::members).unwrap_or_default() {
            let given = given.iter().rev().find(|(name, _)| same_name(name, &member.name));
            names.add_parameter(Parameter {
                name: member.name.clone(),
                span: member.name_span,
                declaration: member.value.clone(),
                given: given.map(|(_, given)| given.clone()),
                written: None,
                slot: Slot::default(),
            });
        }
        names.declare_variables(template);
        names.declare_functions(template);
        names
    }

    /// Whether some parameter has neither a default nor leave to be null.
    pub(crate) fn want_values(&self) -> bool {
        self.parameters.iter().any(|parameter| {
            let declaration = &parameter.declaration;
            declaration.get("defaultValue").is_none() && !self.is_nullable(declaration)
        })
    }

    fn declare_variables(&mut self, template: &Node) {
        for member in template.get("variables").map(Node::members).unwrap_or_default() {
            if let Some(loops) = property_loops(member) {
                for declaration in loops {
                    if let Some(name) = declaration.get("name").and_then(Node::as_str) {
                        self.add_variable(name.into(), VariableSource::Loop(declaration.clone()));
                    }
                }
            } else {
                self.add_variable(member.name.clone(), VariableSource::Plain(member.value.clone()));
            }
        }
    }

    fn declare_functions(&mut self, template: &Node) {
        for namespace in template.get("functions").map(Node::items).unwrap_or_default() {
            let Some(prefix) = namespace.get("namespace").and_then(Node::as_str) else { continue };
            for member in namespace.get("members").map(Node::members).unwrap_or_default() {
                let full = format!("{prefix}.{}", member.name);
                self.functions.insert(folded(&full).into(), member.value.clone());
            }
        }
    }

    pub(crate) fn add_parameter(&mut self, parameter: Parameter) {
        self.parameter_index.insert(folded(&parameter.name).into(), self.parameters.len());
        self.parameters.push(parameter);
    }

    /// Notes how the deployment writes the values that it passes.
    pub(crate) fn note_written(&mut self, entries: &Node, env: &Env) {
        for parameter in &mut self.parameters {
            let value = entries.get(&parameter.name).and_then(|entry| entry.get("value"));
            parameter.written = value.map(|value| (value.clone(), env.clone()));
        }
    }

    pub(crate) fn add_variable(&mut self, name: Arc<str>, source: VariableSource) {
        self.variable_index.insert(folded(&name).into(), self.variables.len());
        self.variables.push(Variable { name, source, slot: Slot::default() });
    }

    pub(crate) fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameter_index.get(&*folded(name)).map(|place| &self.parameters[*place])
    }

    pub(crate) fn variable(&self, name: &str) -> Option<&Variable> {
        self.variable_index.get(&*folded(name)).map(|place| &self.variables[*place])
    }

    /// The declaration of a function, by its full name in one case.
    pub(crate) fn function(&self, key: &str) -> Option<&Node> {
        self.functions.get(key)
    }
}

/// The loops of a `copy` member; none when it is an ordinary property of that name.
pub(crate) fn property_loops(member: &Member) -> Option<&[Node]> {
    if !member.name.eq_ignore_ascii_case("copy") {
        return None;
    }
    let loops = member.value.as_array()?.items();
    let is_loop = |node: &Node| {
        node.get("name").is_some() && node.get("count").is_some() && node.get("input").is_some()
    };
    (!loops.is_empty() && loops.iter().all(is_loop)).then_some(loops)
}

/// The values that a parameters document gives: `{ "parameters": { "name": { "value": … } } }`,
/// or without the outer object.
pub(crate) fn given_by(document: &Node) -> Vec<(Arc<str>, PassedValue)> {
    let section =
        document.get("parameters").filter(|node| node.as_object().is_some()).unwrap_or(document);
    section
        .members()
        .iter()
        .filter_map(|member| Some((member.name.clone(), given_in(&member.value)?)))
        .collect()
}

/// One entry of a parameters document.
pub(crate) fn given_in(entry: &Node) -> Option<PassedValue> {
    if let Some(whole) = entry.as_unknown() {
        // An entry that an expression makes: it will have a value, or a reference.
        let residual = format!("{}.value", whole.residual);
        let origin = entry.origin.clone();
        return Some(PassedValue::Value(Node::unknown(whole.reason.clone(), residual, origin)));
    }
    if let Some(value) = entry.get("value") {
        return Some(PassedValue::Value(value.clone()));
    }
    let is_there = |name: &str| entry.get(name).is_some_and(|part| !part.is_null());
    if is_there("reference") {
        Some(PassedValue::KeyVault(entry.clone()))
    } else if is_there("expression") {
        Some(PassedValue::Client(entry.span()))
    } else {
        None
    }
}
