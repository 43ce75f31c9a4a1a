//! What is left of a call with a lambda: its body evaluated over variables that are not known.

use super::LambdaCall;
use crate::evaluate::{Engine, ExpressionText, Site};
use crate::expression::{CallExpression, Callee, Expression, ExpressionKind, Form};
use crate::{Node, Origin, Reason, Value};

impl Engine<'_> {
    pub(super) fn left(&self, work: &LambdaCall<'_>, reason: Reason) -> Node {
        let rest = &work.site.call.arguments[1..];
        let rest = rest.iter().map(|argument| self.left_of(argument, work.site.text));
        let arguments: Vec<Node> = std::iter::once(work.input.clone()).chain(rest).collect();
        self.unknown_call(work.site, reason, &arguments)
    }

    fn left_of(&self, argument: &Expression, text: &ExpressionText<'_>) -> Node {
        let ExpressionKind::Call(call @ CallExpression { target: Callee::Form(Form::Lambda), .. }) =
            &argument.kind
        else {
            return self.shown(argument, text);
        };
        if !text.env.repeats() {
            return self.untouched(argument, text);
        }
        let Some((body, names)) = call.arguments.split_last() else {
            return self.shown(argument, text);
        };
        let at = text.span_of(argument);
        let origin = Origin::computed("lambda", at, Vec::new());
        let mut env = text.env.clone();
        let mut parts = Vec::with_capacity(call.arguments.len());
        for argument in names {
            let ExpressionKind::Text(name) = &argument.kind else { continue };
            let residual = format!("lambdaVariables('{}')", name.replace('\'', "''"));
            let reason = Reason::Runtime("lambdaVariables".into());
            env = env.bind(name, Node::unknown(reason, residual, origin.clone()));
            parts.push(Node { value: Value::String(name.clone()), origin: origin.clone() });
        }
        parts.push(self.shown(body, &text.within(&env)));
        let site = Site { call, at, source: text.source_of(argument), text };
        self.unknown_call(&site, Reason::Runtime("lambda".into()), &parts)
    }
}
