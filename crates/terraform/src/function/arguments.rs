//! The arguments of a call, read as the types that a function takes.

use std::sync::Arc;

use traced_values::{ProblemKind, Span};

use super::answer::{Answer, CallFault};
use crate::files::Files;
use crate::value::{Entries, Number, Type, Value, ValueKind, convert, normal, text_of};

/// The arguments of a call.
pub(super) struct Arguments<'a> {
    pub(super) name: &'a str,
    pub(super) values: &'a [Value],
    pub(super) at: Span,
    pub(super) files: &'a dyn Files,
}

/// Something is wrong with the argument at this place.
pub(super) fn wrong(place: usize, message: impl Into<String>) -> CallFault {
    CallFault { kind: ProblemKind::ArgumentValue, message: message.into(), argument: Some(place) }
}

impl Arguments<'_> {
    /// The argument, which must not be null.
    pub(super) fn some(&self, place: usize) -> Result<&Value, CallFault> {
        let value = &self.values[place];
        if value.is_null() {
            return Err(wrong(place, format!("argument {} must not be null", place + 1)));
        }
        Ok(value)
    }

    fn mismatch(place: usize, wanted: &str, value: &Value) -> CallFault {
        CallFault {
            kind: ProblemKind::ArgumentType,
            message: format!("argument {} must be {wanted}, not {}", place + 1, value.word()),
            argument: Some(place),
        }
    }

    pub(super) fn text(&self, place: usize) -> Result<Arc<str>, CallFault> {
        let value = self.some(place)?;
        text_of(value).ok_or_else(|| Self::mismatch(place, "a string", value))
    }

    pub(super) fn number(&self, place: usize) -> Result<Number, CallFault> {
        let value = self.some(place)?;
        match convert(value, &Type::Number).map(|value| value.kind) {
            Ok(ValueKind::Number(number)) => Ok(number),
            _ => Err(Self::mismatch(place, "a number", value)),
        }
    }

    pub(super) fn whole(&self, place: usize) -> Result<i64, CallFault> {
        self.number(place)?
            .to_i64()
            .ok_or_else(|| wrong(place, format!("argument {} must be a whole number", place + 1)))
    }

    /// The elements of a list, a set or a tuple, each with the way the whole took.
    pub(super) fn items(&self, place: usize) -> Result<Vec<Value>, CallFault> {
        let value = self.some(place)?;
        match value.as_items() {
            Some(items) => Ok(items.iter().map(|item| value.part(item)).collect()),
            None => Err(Self::mismatch(place, "a list", value)),
        }
    }

    /// The elements of a list of strings.
    pub(super) fn texts(&self, place: usize) -> Result<Vec<Arc<str>>, CallFault> {
        let one = |item: &Value| {
            text_of(item).ok_or_else(|| {
                let what = if item.is_null() { "null" } else { item.word() };
                CallFault {
                    kind: ProblemKind::ArgumentType,
                    message: format!(
                        "argument {} must be a list of strings, but {what} is in it",
                        place + 1
                    ),
                    argument: Some(place),
                }
            })
        };
        self.items(place)?.iter().map(one).collect()
    }

    /// The entries of a map or an object, each with the way the whole took.
    pub(super) fn entries(&self, place: usize) -> Result<Entries, CallFault> {
        let value = self.some(place)?;
        match value.as_entries() {
            Some(entries) => {
                Ok(entries.iter().map(|(name, part)| (name.clone(), value.part(part))).collect())
            }
            None => Err(Self::mismatch(place, "a map", value)),
        }
    }

    /// The elements as a set.
    pub(super) fn set(&self, place: usize) -> Result<Vec<Value>, CallFault> {
        let value = self.some(place)?;
        match convert(value, &Type::Set(Box::new(Type::Any))) {
            Ok(set) => Ok(set.as_items().map(|items| items.to_vec()).unwrap_or_default()),
            Err(_) => Err(Self::mismatch(place, "a set", value)),
        }
    }

    pub(super) fn truth(place: usize, value: &Value) -> Result<Option<bool>, CallFault> {
        if value.is_unknown() {
            return Ok(None);
        }
        convert(value, &Type::Bool)
            .ok()
            .and_then(|value| value.as_bool().or(value.is_null().then_some(false)))
            .map(Some)
            .ok_or_else(|| Self::mismatch(place, "a list of bools", value))
    }
}

/// A string as an answer.
pub(super) fn text(text: impl Into<Arc<str>>) -> Result<Answer, CallFault> {
    Ok(Answer::Made(ValueKind::Text(normal(text.into()))))
}

/// A number as an answer.
pub(super) fn number(number: Number) -> Result<Answer, CallFault> {
    Ok(Answer::Made(ValueKind::Number(number)))
}

/// A bool as an answer.
pub(super) fn truth(truth: bool) -> Result<Answer, CallFault> {
    Ok(Answer::Made(ValueKind::Bool(truth)))
}

/// A list as an answer.
pub(super) fn list(items: Vec<Value>) -> Result<Answer, CallFault> {
    Ok(Answer::Made(ValueKind::List(Arc::new(items))))
}
