//! Type constraints: `string`, `list(number)`, `object({ name = string, size = optional(number, 1) })`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::{Value, ValueKind};

/// A type constraint, or the type of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Any type: `any`, or not known.
    Any,
    /// `bool`.
    Bool,
    /// `number`.
    Number,
    /// `string`.
    Text,
    /// `list(…)`.
    List(Box<Type>),
    /// `set(…)`.
    Set(Box<Type>),
    /// `map(…)`.
    Map(Box<Type>),
    /// `tuple([…])`.
    Tuple(Vec<Type>),
    /// `object({…})`.
    Object(BTreeMap<Arc<str>, Field>),
}

/// An attribute of an object type.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its type.
    pub kind: Type,
    /// Whether it may be left out.
    pub optional: bool,
    /// What it then is; null where nothing is said.
    pub default: Option<Value>,
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && self.optional == other.optional
    }
}

impl Type {
    /// The type of a value.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        let element = |items: &[Value]| {
            Box::new(items.iter().map(Self::of).reduce(Self::merged).unwrap_or(Self::Any))
        };
        match &value.kind {
            ValueKind::Null | ValueKind::Unknown(_) | ValueKind::Resource(_) => Self::Any,
            ValueKind::Bool(_) => Self::Bool,
            ValueKind::Number(_) => Self::Number,
            ValueKind::Text(_) => Self::Text,
            ValueKind::List(items) => Self::List(element(items)),
            ValueKind::Set(items) => Self::Set(element(items)),
            ValueKind::Tuple(items) => Self::Tuple(items.iter().map(Self::of).collect()),
            ValueKind::Map(entries) => Self::Map(Box::new(
                entries.values().map(Self::of).reduce(Self::merged).unwrap_or(Self::Any),
            )),
            ValueKind::Object(entries) => Self::Object(
                entries
                    .iter()
                    .map(|(name, value)| {
                        let kind = Self::of(value);
                        (name.clone(), Field { kind, optional: false, default: None })
                    })
                    .collect(),
            ),
        }
    }

    /// Of two types of elements of one collection, the one that says more.
    fn merged(self, other: Self) -> Self {
        if self == Self::Any { other } else { self }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::Bool => f.write_str("bool"),
            Self::Number => f.write_str("number"),
            Self::Text => f.write_str("string"),
            Self::List(element) => write!(f, "list({element})"),
            Self::Set(element) => write!(f, "set({element})"),
            Self::Map(element) => write!(f, "map({element})"),
            Self::Tuple(_) => f.write_str("tuple"),
            Self::Object(_) => f.write_str("object"),
        }
    }
}
