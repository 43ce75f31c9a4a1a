//! `if`, `and`, `or` and `coalesce`: they evaluate only the arguments they need.

use crate::evaluate::{Engine, ExpressionText, Site};
use crate::expression::Expression;
use crate::{By, Node, Origin, ProblemKind, Reason, Value};

impl Engine<'_> {
    pub(crate) fn if_call(&self, site: &Site<'_>) -> Node {
        if let Err(node) = self.check_count(site, 3, Some(3)) {
            return node;
        }
        let [condition, then, otherwise] = &site.call.arguments[..] else {
            return self.fail(site, ProblemKind::ArgumentCount, "if() takes 3 arguments");
        };
        let known = self.evaluate(condition, site.text);
        let taken = match &known.value {
            Value::Bool(true) => then,
            Value::Bool(false) => otherwise,
            Value::Unknown(unknown) => {
                let reason = unknown.reason.clone();
                let branches = [then, otherwise].map(|branch| self.untouched(branch, site.text));
                let [then, otherwise] = branches;
                return self.unknown_call(site, reason, &[known, then, otherwise]);
            }
            other => {
                let message = format!("the condition of if() must be a bool, not {}", other.kind());
                return self.fail_at(site, condition, ProblemKind::ArgumentType, message);
            }
        };
        let node = self.evaluate(taken, site.text);
        let origin = Origin::passed(By::Selected("if".into()), site.at, node.origin);
        self.as_secret_as([&known], Node { value: node.value, origin })
    }

    /// `and()` and `or()`: the first argument that decides ends it.
    pub(crate) fn connective(&self, decides: bool, site: &Site<'_>) -> Node {
        if let Err(node) = self.check_count(site, 2, None) {
            return node;
        }
        let mut seen = Vec::with_capacity(site.call.arguments.len());
        let mut reason = None;
        for argument in &site.call.arguments {
            // Behind an argument that is not known this one may never be evaluated.
            let node = if reason.is_none() {
                self.evaluate(argument, site.text)
            } else {
                self.shown(argument, site.text)
            };
            match &node.value {
                Value::Bool(truth) if *truth == decides && !failed(reason.as_ref()) => {
                    seen.push(node);
                    return decided(site, decides, &seen);
                }
                Value::Bool(_) => {}
                Value::Unknown(unknown) => {
                    reason.get_or_insert_with(|| unknown.reason.clone());
                }
                other => {
                    let message = format!("{}() takes bools, not {}", site.call.name, other.kind());
                    return self.fail_at(site, argument, ProblemKind::ArgumentType, message);
                }
            }
            seen.push(node);
        }
        match reason {
            None => decided(site, !decides, &seen),
            Some(reason) => self.unknown_call(site, reason, &seen),
        }
    }

    /// The first argument that is not null.
    pub(crate) fn coalesce(&self, site: &Site<'_>) -> Node {
        if let Err(node) = self.check_count(site, 1, None) {
            return node;
        }
        let by = || By::Selected("coalesce".into());
        let mut nulls = Vec::new();
        for (place, argument) in site.call.arguments.iter().enumerate() {
            let node = self.evaluate(argument, site.text);
            match &node.value {
                Value::Null => nulls.push(node),
                Value::Unknown(unknown) => {
                    let reason = unknown.reason.clone();
                    let mut left = nulls;
                    left.push(node);
                    left.extend(
                        site.call.arguments[place + 1..]
                            .iter()
                            .map(|rest| self.shown(rest, site.text)),
                    );
                    return self.unknown_call(site, reason, &left);
                }
                _ => {
                    // What stands in for a value that is still to be given is no more of a decision than its absence.
                    let open = nulls.iter().find_map(|null| null.origin.open_default());
                    let origin = match open {
                        Some(parameter) => {
                            Origin::passed(By::OpenDefault(parameter.clone()), site.at, node.origin)
                        }
                        None => node.origin,
                    };
                    return Node {
                        value: node.value,
                        origin: Origin::passed(by(), site.at, origin),
                    };
                }
            }
        }
        let origin = nulls.pop().map_or(Origin::Written(site.at), |node| node.origin);
        Node { value: Value::Null, origin: Origin::passed(by(), site.at, origin) }
    }

    /// A part that is evaluated only when another one is known: it stays as it is written, unless it speaks of
    /// variables that nobody knows outside of it.
    pub(crate) fn untouched(&self, part: &Expression, text: &ExpressionText<'_>) -> Node {
        if text.env.repeats() {
            return self.shown(part, text);
        }
        let reason = Reason::Runtime("if".into());
        let origin = Origin::computed("if", text.span_of(part), Vec::new());
        Node::unknown(reason, text.source_of(part), origin)
    }

    /// An argument that may never be evaluated, evaluated only to show what is left of it.
    pub(crate) fn shown(&self, argument: &Expression, text: &ExpressionText<'_>) -> Node {
        let node = self.ledger.quietly(|| self.evaluate(argument, text));
        match node.as_unknown() {
            Some(failure) if matches!(failure.reason, Reason::Failed(_)) => {
                Node::unknown(failure.reason.clone(), text.source_of(argument), node.origin.clone())
            }
            _ => node,
        }
    }
}

fn failed(reason: Option<&Reason>) -> bool {
    matches!(reason, Some(Reason::Failed(_) | Reason::Limit(_)))
}

fn decided(site: &Site<'_>, truth: bool, seen: &[Node]) -> Node {
    let from = seen.iter().map(|node| node.origin.clone()).collect();
    let origin = Origin::computed(site.call.name.clone(), site.at, from);
    Node { value: Value::Bool(truth), origin }
}
