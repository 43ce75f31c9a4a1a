//! Terms of the template language that several kinds of expressions are written as.

use std::sync::Arc;

use arm_template::{Node, Reason, Span, Term, Unknown, Value};

/// The variable that stands for a parameter's value.
pub(crate) fn variable_of(parameter: &str) -> String {
    format!("parameters.{parameter}")
}

/// A module that isn't on this machine: what it holds is not known.
pub(super) fn not_restored(message: &Arc<str>, at: Span) -> Term {
    let unknown = Unknown { reason: Reason::Linked(message.clone()), residual: "null()".into() };
    Term::value(at, Node::written(Value::Unknown(Arc::new(unknown)), at))
}

pub(super) fn copy_index(at: Span, name: Option<&Arc<str>>) -> Term {
    let arguments = name.map(|name| Term::name(at, name.clone())).into_iter().collect();
    Term::call(at, "copyIndex", arguments)
}

/// A step into a value.
pub(super) struct Step {
    pub(super) safe: bool,
    pub(super) from_end: bool,
    /// The value is itself a step into one.
    pub(super) chained: bool,
    pub(super) named: Option<Arc<str>>,
}

pub(super) fn access(base: Term, index: Term, step: Step, at: Span) -> Term {
    if step.safe {
        let function = if step.from_end { "tryIndexFromEnd" } else { "tryGet" };
        return Term::call(at, function, vec![base, index]);
    }
    if step.chained
        && let Some((function @ ("tryGet" | "tryIndexFromEnd"), arguments)) = base.as_call()
    {
        let index = if step.from_end {
            let truth = Node::written(Value::Bool(true), at);
            let arguments = vec![
                Term::name(at, "value"),
                index,
                Term::name(at, "fromEnd"),
                Term::value(at, truth),
            ];
            Term::call(at, "createObject", arguments)
        } else {
            index
        };
        let arguments = arguments.iter().cloned().chain([index]).collect();
        return Term::call(at, function.to_owned(), arguments);
    }
    if step.from_end {
        return Term::call(at, "indexFromEnd", vec![base, index]);
    }
    match step.named {
        Some(name) => callable(base).member(at, name),
        None => callable(base).element(at, index),
    }
}

/// Something that a step may follow in the template language.
pub(crate) fn callable(term: Term) -> Term {
    let at = term.at();
    if term.as_int().is_some() {
        return Term::call(at, "int", vec![term]);
    }
    if term.as_text().is_some() {
        return Term::call(at, "string", vec![term]);
    }
    term
}
