//! Names of resources, and their parts even where not all of them are known.

use std::sync::Arc;

use crate::deployment::{Env, ExpressionContext, Instance, VariableSource};
use crate::evaluate::{ComposedText, Engine, ExpressionText};
use crate::expression::{
    CallExpression, Callee, Expression, ExpressionKind, Form, TermExpression, is_expression,
};
use crate::{Node, Origin, ProblemKind, Reason, Value};

/// How variables are followed to an expression that puts a name together.
const DEEPEST: usize = 8;

impl Engine<'_> {
    /// The full name, and its parts.
    pub(super) fn name_of(
        &self,
        node: &Node,
        parent: Option<&Instance>,
        env: &Env,
    ) -> (Node, Vec<Node>) {
        let Some(written) = node.get("name") else {
            if is_extension(node) {
                let name = Node { value: Value::Null, origin: node.origin.clone() };
                return (name.clone(), vec![name]);
            }
            let message = "the resource has no name";
            let name = self.failed(ProblemKind::Structure, message, node.span(), "''");
            return (name.clone(), vec![name]);
        };
        let own = self.resource_name(written, env);
        let segments = match &own.value {
            Value::String(name) if name.is_empty() => {
                let message = "the resource's name is empty";
                let name = self.failed(ProblemKind::Structure, message, written.span(), "''");
                return (name.clone(), vec![name]);
            }
            Value::String(name) => known_segments(name, &own),
            Value::Unknown(_) => self.unknown_segments(written, &own, env),
            other => {
                let message = format!("a resource's name must be a string, not {}", other.kind());
                let name = self.failed(ProblemKind::Structure, message, written.span(), "''");
                return (name.clone(), vec![name]);
            }
        };
        let Some(parent) = parent else { return (own, segments) };
        let all: Vec<Node> = parent.segments.iter().cloned().chain(segments).collect();
        (self.joined(&parent.name, &own), all)
    }

    /// A resource's name as it is written there; a number is taken for its digits.
    pub(super) fn resource_name(&self, written: &Node, env: &Env) -> Node {
        let name = self.resolve(written, env);
        match name.value {
            Value::Int(number) => {
                Node { value: Value::String(number.to_string().into()), origin: name.origin }
            }
            _ => name,
        }
    }

    /// The name of a child: its parent's and its own.
    fn joined(&self, parent: &Node, own: &Node) -> Node {
        let at = own.origin.at();
        let origin = Origin::computed("name", at, vec![parent.origin.clone(), own.origin.clone()]);
        if let Some(left) = parent.as_unknown().or(own.as_unknown()) {
            let pattern = Node::written(Value::String("{0}/{1}".into()), at);
            let arguments = [pattern, parent.clone(), own.clone()];
            let residual = self.residual_of("format", &arguments, &left.residual);
            return Node::unknown(left.reason.clone(), residual, origin);
        }
        let (parent, own) = (parent.as_str().unwrap_or_default(), own.as_str().unwrap_or_default());
        Node { value: Value::String(format!("{parent}/{own}").into()), origin }
    }

    /// The parts of a name such as `concat(parameters('network'), '/GatewaySubnet')`.
    fn unknown_segments(&self, written: &Node, whole: &Node, env: &Env) -> Vec<Node> {
        let text = self.ledger.quietly(|| self.composed(written, env, DEEPEST));
        let Some(text) = text else { return vec![whole.clone()] };
        let segments = text.segments();
        if segments.len() == 1 {
            return vec![whole.clone()];
        }
        segments.map(|segment| self.put_together(segment, whole)).collect()
    }

    /// What an expression puts a name together from.
    fn composed(&self, written: &Node, env: &Env, depth: usize) -> Option<ComposedText> {
        if depth == 0 {
            return None;
        }
        let span = written.span();
        if let Some(tree) = TermExpression::of(&written.value) {
            let text = ExpressionText { env, literal: &tree.text, span, sources: &self.sources };
            return self.composed_by(&tree.root, &text, depth);
        }
        let Value::String(literal) = &written.value else { return None };
        if !is_expression(literal) {
            return None;
        }
        let parsed = self.sources.expression(literal, env.repeats(), self.limits);
        let Ok(expression) = &*parsed else { return None };
        let text = ExpressionText { env, literal, span, sources: &self.sources };
        self.composed_by(expression, &text, depth)
    }

    fn composed_by(
        &self,
        expression: &Expression,
        text: &ExpressionText<'_>,
        depth: usize,
    ) -> Option<ComposedText> {
        let ExpressionKind::Call(call) = &expression.kind else { return None };
        match call.target {
            Callee::Function(function) if matches!(function.name, "concat" | "format") => {
                let arguments: Vec<Node> =
                    call.arguments.iter().map(|argument| self.evaluate(argument, text)).collect();
                ComposedText::of(function.name, &arguments)
            }
            Callee::Form(Form::Variables) => self.composed_by_variable(call, text.env, depth),
            _ => None,
        }
    }

    fn composed_by_variable(
        &self,
        call: &CallExpression,
        env: &Env,
        depth: usize,
    ) -> Option<ComposedText> {
        let [Expression { kind: ExpressionKind::Text(name), .. }] = &call.arguments[..] else {
            return None;
        };
        let home = self.deployment(env.home);
        let VariableSource::Plain(node) = &home.names.variable(name)?.source else { return None };
        self.composed(node, &home.own_env(ExpressionContext::Variable), depth - 1)
    }
}

/// What is left of the names in an id. Of a name that is not known whole each is cut out, as the engine does it;
/// it knows all values of parameters, so a name without such stays as it is put together.
pub(super) fn residual_of_names(kind: &str, name: &Node, segments: &[Node]) -> Vec<Node> {
    let count = kind.trim_end_matches('/').split('/').count().saturating_sub(1);
    match name.as_unknown() {
        Some(left) if count > 1 && !is_without_value(&left.reason) => (0..count)
            .map(|place| {
                let residual = segment_of(&left.residual, place);
                Node::unknown(left.reason.clone(), residual, name.origin.clone())
            })
            .collect(),
        _ => segments.to_vec(),
    }
}

/// The name of a resource that stands in another one but has a full type and name, as the engine writes it.
pub(super) fn of_full_child(name: Node) -> Node {
    let Some(left) = name.as_unknown() else { return name };
    let residual = format!("join({}, '/')", filtered(&left.residual));
    Node::unknown(left.reason.clone(), residual, name.origin.clone())
}

fn is_without_value(reason: &Reason) -> bool {
    matches!(reason, Reason::ParameterWithoutValue(_))
}

/// The parts of a name that is not known, without those that are empty.
fn filtered(name: &str) -> String {
    format!("filter(split({name}, '/'), lambda('x', not(empty(lambdaVariables('x')))))")
}

/// One of these parts.
fn segment_of(name: &str, place: usize) -> String {
    format!("{}[{place}]", filtered(name))
}

/// Whether the resource is one of another service than Azure's: what names it is that service's affair.
pub(super) fn is_extension(node: &Node) -> bool {
    ["extension", "import"].iter().any(|word| node.get(word).is_some())
}

/// The parts of a known name, each where the whole is written.
fn known_segments(name: &Arc<str>, whole: &Node) -> Vec<Node> {
    if !name.contains('/') {
        return vec![whole.clone()];
    }
    let segment =
        |part: &str| Node { value: Value::String(part.into()), origin: whole.origin.clone() };
    name.split('/').map(segment).collect()
}
