//! The outputs of a deployment.

use std::sync::Arc;

use super::expansion::Output;
use super::nested::EvaluatedOutput;
use crate::deployment::{Deployment, Env, ExpressionContext, LoopKind};
use crate::evaluate::{CheckedValue, CopyCount, Engine, copied};
use crate::{Member, Node, Origin, ProblemKind, Reason, Span, Unknown, Value};

impl Engine<'_> {
    /// The outputs whose condition is not false.
    pub(super) fn evaluate_outputs(&self, deployment: &Deployment) -> Vec<EvaluatedOutput> {
        let section = deployment.template.get("outputs").map(Node::members).unwrap_or_default();
        section.iter().filter_map(|member| self.evaluate_output(deployment, member)).collect()
    }

    /// Evaluates the outputs that are secret, so that it is known what is, where nobody asks for the others.
    pub(super) fn hide_secure_outputs(&self, deployment: &Deployment) {
        let section = deployment.template.get("outputs").map(Node::members).unwrap_or_default();
        for member in section.iter().filter(|it| deployment.declared_type(&it.value).secure) {
            self.evaluate_output(deployment, member);
        }
    }

    fn evaluate_output(&self, deployment: &Deployment, member: &Member) -> Option<EvaluatedOutput> {
        let env = deployment.env(ExpressionContext::Output);
        let declaration = &member.value;
        let at = declaration.get("value").map_or(declaration.span(), Node::span);
        let condition = declaration.get("condition").map(|condition| self.resolve(condition, &env));
        if let Some(Value::Bool(false)) = condition.as_ref().map(|node| &node.value) {
            return None;
        }
        let mut value = self.output_value(deployment, member, at);
        if let Some(maybe) = condition.as_ref().and_then(Node::as_unknown) {
            let null = Node::written(Value::Null, at);
            let arguments =
                [condition.clone().unwrap_or_else(|| null.clone()), value.clone(), null];
            let residual = self.residual_of("if", &arguments, "null()");
            value = Node::unknown(
                maybe.reason.clone(),
                residual,
                Origin::computed("if", at, vec![value.origin]),
            );
        }
        let kind = deployment.type_name(declaration).unwrap_or_else(|| "object".into());
        let declared = deployment.declared_type(declaration);
        if declared.secure {
            self.secrets.borrow_mut().add_value(&value, true);
            value = self.secret(value);
        }
        if !deployment.is_outer() {
            let checked =
                CheckedValue { name: &member.name, what: "output", secure: declared.secure };
            self.check_value(&checked, declaration, &value, deployment);
        }
        Some(EvaluatedOutput {
            name: member.name.clone(),
            name_span: member.name_span,
            kind,
            kind_origin: Origin::Written(
                declaration.get("type").map_or(member.name_span, Node::span),
            ),
            at: declaration.span(),
            value,
        })
    }

    /// The outputs of the outermost template. Azure predicts one of which an expression's result is known only in part as
    /// the expression that makes all of it.
    pub(super) fn outermost_outputs(&self, root: &Deployment) -> Vec<Output> {
        let section = root.template.get("outputs");
        let predicted = |name: &str, value: Node| {
            let written = section.and_then(|section| section.as_object()?.get(name)?.get("value"));
            written.filter(|_| self.predicts).map_or(value.clone(), |it| self.whole(it, value))
        };
        let outputs = self.evaluate_outputs(root).into_iter();
        let shown = outputs.map(|EvaluatedOutput { name, kind, value, .. }| {
            let value = predicted(&name, value);
            Output { name, kind, value }
        });
        shown.collect()
    }

    /// The value with each expression that is known only in part as one.
    fn whole(&self, written: &Node, value: Node) -> Node {
        match (&written.value, &value.value) {
            (Value::Object(_), Value::Object(object)) => {
                let members = object.members().iter().map(|member| Member {
                    value: match written.get(&member.name) {
                        Some(written) => self.whole(written, member.value.clone()),
                        None => member.value.clone(),
                    },
                    ..member.clone()
                });
                Node { value: Value::object(members.collect()), origin: value.origin }
            }
            (Value::String(_), Value::Object(_) | Value::Array(_)) => match first_unknown(&value) {
                Some(open) => {
                    let residual = self.residual_of_value(&value, "null()");
                    Node::unknown(open.reason.clone(), residual, value.origin.clone())
                }
                None => value,
            },
            _ => value,
        }
    }

    fn output_value(&self, deployment: &Deployment, member: &Member, at: Span) -> Node {
        let env = deployment.env(ExpressionContext::Output);
        let declaration = &member.value;
        if let Some(copy) = declaration.get("copy")
            && let Some(object) = copy.as_object()
        {
            return self.output_loop(&member.name, object, copy.span(), &env);
        }
        let Some(value) = declaration.get("value") else {
            let message = format!("output '{}' has no value", member.name);
            return self.failed(ProblemKind::Structure, message, at, "null()");
        };
        self.resolve(value, &env)
    }

    fn output_loop(&self, name: &Arc<str>, copy: &crate::Object, at: Span, env: &Env) -> Node {
        let Some(input) = copy.get("input") else {
            return self.failed(ProblemKind::Structure, "the copy loop has no input", at, "null()");
        };
        let origin = Origin::computed("copy", at, Vec::new());
        match self.copy_count(copy, at, env) {
            CopyCount::Known(count, _) => {
                let turn = |index| {
                    let env = env.turn(name, Some(index), LoopKind::Whole);
                    let node = self.resolve(input, &env);
                    self.charge_copy(&node, at);
                    copied(node, name, index, at)
                };
                let items = (0..count).take_while(|_| !self.meter.is_spent()).map(turn).collect();
                Node { value: Value::array(items), origin }
            }
            CopyCount::Unknown(count) => {
                let env = env.turn(name, None, LoopKind::Whole);
                let item = self.ledger.quietly(|| self.resolve(input, &env));
                let residual = self.residual_of_loop(name, &count.residual, Some(&item));
                Node::unknown(count.reason.clone(), residual, origin)
            }
            CopyCount::Failed => Node::unknown(
                Reason::Failed("the copy loop's count is in error".into()),
                "null()",
                origin,
            ),
        }
    }
}

fn first_unknown(node: &Node) -> Option<&Unknown> {
    match &node.value {
        Value::Unknown(unknown) => Some(unknown),
        Value::Array(array) => array.items().iter().find_map(first_unknown),
        Value::Object(object) => {
            object.members().iter().find_map(|member| first_unknown(&member.value))
        }
        _ => None,
    }
}
