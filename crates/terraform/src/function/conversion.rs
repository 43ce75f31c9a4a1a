//! Conversions between types, and the marks of sensitive values.

use super::answer::{Answer, CallFault};
use super::arguments::{Arguments, wrong};
use crate::value::{Type, Value, ValueKind, convert};

fn converted(given: &Arguments<'_>, kind: &Type) -> Result<Answer, CallFault> {
    match convert(&given.values[0], kind) {
        Ok(value) => Ok(Answer::Kept(value)),
        Err(mismatch) => {
            let place = if mismatch.path.is_empty() {
                String::new()
            } else {
                format!(" at {}", mismatch.path)
            };
            Err(wrong(0, format!("{}{place}", mismatch.message)))
        }
    }
}

pub(super) fn tobool(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    converted(given, &Type::Bool)
}

pub(super) fn tonumber(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    converted(given, &Type::Number)
}

pub(super) fn tostring(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    converted(given, &Type::Text)
}

pub(super) fn tolist(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    converted(given, &Type::List(Box::new(Type::Any)))
}

pub(super) fn toset(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    // Whether an unknown element is one of the others can't be known, but no lint minds one too many.
    converted(given, &Type::Set(Box::new(Type::Any)))
}

pub(super) fn tomap(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    converted(given, &Type::Map(Box::new(Type::Any)))
}

pub(super) fn sensitive(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    Ok(Answer::Kept(given.values[0].clone().marked(true)))
}

pub(super) fn nonsensitive(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    Ok(Answer::Opened(Value { sensitive: false, ..given.values[0].clone() }))
}

pub(super) fn issensitive(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let marked = ValueKind::Bool(given.values[0].sensitive);
    Ok(Answer::Opened(Value::new(marked, given.values[0].origin.clone())))
}

pub(super) fn ephemeralasnull(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    Ok(Answer::Kept(given.values[0].clone()))
}
