//! `if`, `and`, `or` and `coalesce`: they evaluate only the arguments they need.

use super::{Engine, Text};
use crate::expression::{Call, Expression};
use crate::{By, Node, Origin, ProblemKind, Reason, Span, Value};

impl Engine<'_> {
    pub(crate) fn if_call(&self, call: &Call, at: Span, source: &str, text: &Text<'_>) -> Node {
        if let Err(node) = self.check_count(call, 3, Some(3), at, source) {
            return node;
        }
        let [condition, then, otherwise] = &call.arguments[..] else {
            return self.failed(ProblemKind::ArgumentCount, "if() takes 3 arguments", at, source);
        };
        let known = self.evaluate(condition, text);
        let taken = match &known.value {
            Value::Bool(true) => then,
            Value::Bool(false) => otherwise,
            Value::Unknown(unknown) => {
                let reason = unknown.reason.clone();
                let branches = [then, otherwise].map(|branch| self.shown(branch, text));
                let [then, otherwise] = branches;
                return self.unknown_call(reason, call, &[known, then, otherwise], at, source);
            }
            other => {
                let message = format!("the condition of if() must be a bool, not {}", other.kind());
                return self.failed(
                    ProblemKind::ArgumentType,
                    message,
                    text.span_of(condition),
                    source,
                );
            }
        };
        let node = self.evaluate(taken, text);
        Node {
            value: node.value,
            origin: Origin::passed(By::Selected("if".into()), at, node.origin),
        }
    }

    /// `and()` and `or()`: the first argument that decides ends it.
    pub(crate) fn connective(
        &self,
        call: &Call,
        decides: bool,
        at: Span,
        source: &str,
        text: &Text<'_>,
    ) -> Node {
        if let Err(node) = self.check_count(call, 2, None, at, source) {
            return node;
        }
        let mut seen = Vec::with_capacity(call.arguments.len());
        let mut reason = None;
        for argument in &call.arguments {
            // Behind an argument that is not known this one may never be evaluated.
            let node = if reason.is_none() {
                self.evaluate(argument, text)
            } else {
                self.shown(argument, text)
            };
            match &node.value {
                Value::Bool(truth) if *truth == decides && !failed(reason.as_ref()) => {
                    seen.push(node);
                    return self.decided(call, decides, &seen, at);
                }
                Value::Bool(_) => {}
                Value::Unknown(unknown) => {
                    reason.get_or_insert_with(|| unknown.reason.clone());
                }
                other => {
                    let message = format!("{}() takes bools, not {}", call.name, other.kind());
                    let place = text.span_of(argument);
                    return self.failed(ProblemKind::ArgumentType, message, place, source);
                }
            }
            seen.push(node);
        }
        match reason {
            None => self.decided(call, !decides, &seen, at),
            Some(reason) => self.unknown_call(reason, call, &seen, at, source),
        }
    }

    fn decided(&self, call: &Call, truth: bool, seen: &[Node], at: Span) -> Node {
        let from = seen.iter().map(|node| node.origin.clone()).collect();
        Node { value: Value::Bool(truth), origin: Origin::computed(call.name.clone(), at, from) }
    }

    /// The first argument that is not null.
    pub(crate) fn coalesce(&self, call: &Call, at: Span, source: &str, text: &Text<'_>) -> Node {
        if let Err(node) = self.check_count(call, 1, None, at, source) {
            return node;
        }
        let by = || By::Selected("coalesce".into());
        let mut last = None;
        for (place, argument) in call.arguments.iter().enumerate() {
            let node = self.evaluate(argument, text);
            match &node.value {
                Value::Null => last = Some(node),
                Value::Unknown(unknown) => {
                    let reason = unknown.reason.clone();
                    let mut left = vec![node];
                    left.extend(
                        call.arguments[place + 1..].iter().map(|rest| self.shown(rest, text)),
                    );
                    return self.unknown_call(reason, call, &left, at, source);
                }
                _ => {
                    return Node {
                        value: node.value,
                        origin: Origin::passed(by(), at, node.origin),
                    };
                }
            }
        }
        let origin = last.map_or(Origin::Written(at), |node| node.origin);
        Node { value: Value::Null, origin: Origin::passed(by(), at, origin) }
    }

    /// An argument that may never be evaluated, evaluated only to show what is left of it.
    pub(crate) fn shown(&self, argument: &Expression, text: &Text<'_>) -> Node {
        let node = self.ledger.quietly(|| self.evaluate(argument, text));
        match node.as_unknown() {
            Some(unknown) if matches!(unknown.reason, Reason::Failed(_)) => super::unknown(
                unknown.reason.clone(),
                text.source_of(argument),
                node.origin.clone(),
            ),
            _ => node,
        }
    }
}

fn failed(reason: Option<&Reason>) -> bool {
    matches!(reason, Some(Reason::Failed(_) | Reason::Limit(_)))
}
