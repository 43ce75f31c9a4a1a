//! What the unit tests of the functions share: calling one with plain JSON.

use std::sync::Arc;

use super::{Call, Fault, Outcome, find};
use crate::{Member, Node, Origin, ProblemKind, Reason, Scope, SourceId, Span, Unknown, Value};

/// A span for tests.
pub(super) fn span() -> Span {
    Span::new(SourceId(0), 0, 1)
}

/// A written value; `{"$unknown": "x"}` stands for one that can't be known.
pub(super) fn node(json: &serde_json::Value) -> Node {
    let value = match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(truth) => Value::Bool(*truth),
        serde_json::Value::Number(number) => number
            .as_i64()
            .map_or_else(|| Value::Float(number.as_f64().expect("a number")), Value::Int),
        serde_json::Value::String(text) => Value::String(text.as_str().into()),
        serde_json::Value::Array(items) => Value::array(items.iter().map(node).collect()),
        serde_json::Value::Object(members) => match members.get("$unknown") {
            Some(name) => unknown(name.as_str().expect("a name")),
            None => Value::object(members.iter().map(member).collect()),
        },
    };
    Node { value, origin: Origin::Written(span()) }
}

fn member((name, value): (&String, &serde_json::Value)) -> Member {
    Member { name: name.as_str().into(), name_span: span(), value: node(value) }
}

fn unknown(name: &str) -> Value {
    let reason = Reason::ParameterWithoutValue(name.into());
    Value::Unknown(Arc::new(Unknown { reason, residual: format!("parameters('{name}')").into() }))
}

fn node_of(value: &Value) -> Node {
    Node { value: value.clone(), origin: Origin::Written(span()) }
}

/// The plain JSON of a value.
pub(super) fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(truth) => (*truth).into(),
        Value::Int(number) => (*number).into(),
        Value::Float(_) => node_of(value).to_json(),
        Value::String(text) => text.to_string().into(),
        Value::Array(array) => array.items().iter().map(|item| json(&item.value)).collect(),
        Value::Object(object) => object
            .members()
            .iter()
            .map(|member| (member.name.to_string(), json(&member.value.value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Unknown(unknown) => format!("[{}]", unknown.residual).into(),
        Value::Expression(expression) => format!("[{}]", expression.text()).into(),
    }
}

/// What a function makes of arguments given as a JSON array, at this place.
pub(super) fn call_at(
    scope: &Scope,
    name: &str,
    args: &serde_json::Value,
) -> Result<Outcome, Fault> {
    let function = find(name).expect("the function exists");
    let args: Vec<Node> = args.as_array().expect("arguments").iter().map(node).collect();
    (function.run)(&Call { name, at: span(), args: &args, scope })
}

/// What a function makes of arguments given as a JSON array.
pub(super) fn call(name: &str, args: &serde_json::Value) -> Result<Outcome, Fault> {
    call_at(&Scope::default(), name, args)
}

/// The result as plain JSON.
#[expect(clippy::needless_pass_by_value, reason = "tests write the arguments in place")]
pub(super) fn result(name: &str, args: serde_json::Value) -> serde_json::Value {
    match call(name, &args) {
        Ok(Outcome::Made(value)) => json(&value),
        Ok(Outcome::Selected(node) | Outcome::Traced(node)) => json(&node.value),
        Err(fault) => panic!("{name}{args} fails: {fault:?}"),
    }
}

/// The result as text.
pub(super) fn text(name: &str, args: serde_json::Value) -> String {
    result(name, args).as_str().expect("a text").to_owned()
}

/// The kind of fault.
#[expect(clippy::needless_pass_by_value, reason = "tests write the arguments in place")]
pub(super) fn fault(name: &str, args: serde_json::Value) -> ProblemKind {
    match call(name, &args) {
        Err(Fault::Problem(kind, message)) => {
            assert!(message.starts_with(name), "{message}");
            kind
        }
        other => panic!("{name}{args} should fail, but gives {other:?}"),
    }
}

/// Why the result can't be known.
#[expect(clippy::needless_pass_by_value, reason = "tests write the arguments in place")]
pub(super) fn unknown_because(name: &str, args: serde_json::Value) -> Reason {
    match call(name, &args) {
        Err(Fault::Unknown(reason)) => reason,
        other => panic!("{name}{args} should be unknown, but gives {other:?}"),
    }
}
