//! JSON values that know where they come from.

use std::sync::atomic::AtomicU32;
use std::sync::{Arc, OnceLock};

use crate::json::Escapes;
use crate::object::NameIndex;
use crate::{Origin, Span, Unknown};

/// A value and where it comes from.
///
/// The same type serves a document as written (every origin is [`Origin::Written`], expressions are
/// still strings) and an evaluated one. Cloning is cheap: strings, arrays and objects are shared.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it comes from. Of an array or object: where its brackets stand.
    pub origin: Origin,
}

/// A JSON value, or one that can't be known before the deployment.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that fits 64 bits.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A string, unescaped.
    String(Arc<str>),
    /// An array.
    Array(Arc<Array>),
    /// An object.
    Object(Arc<Object>),
    /// Only the deployment can tell.
    Unknown(Arc<Unknown>),
}

/// The elements of a JSON array.
#[derive(Debug, Default)]
pub struct Array {
    pub(crate) items: Vec<Node>,
    /// Whether an expression stands somewhere inside (of a document as written).
    pub(crate) dynamic: bool,
    /// How many values are inside, the array included; zero: not counted yet.
    pub(crate) weight: AtomicU32,
    /// How many lie within each other; zero: not counted yet.
    pub(crate) height: AtomicU32,
}

/// The members of a JSON object, in the order they are written.
#[derive(Debug, Default)]
pub struct Object {
    pub(crate) members: Vec<Member>,
    /// Whether an expression stands somewhere inside (of a document as written).
    pub(crate) dynamic: bool,
    /// How many values are inside, the object included; zero: not counted yet.
    pub(crate) weight: AtomicU32,
    /// How many lie within each other; zero: not counted yet.
    pub(crate) height: AtomicU32,
    pub(crate) index: OnceLock<NameIndex>,
    /// Of a document's outermost object: the escapes in its expressions.
    pub(crate) escapes: Option<Arc<Escapes>>,
}

/// A named value of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The name, unescaped.
    pub name: Arc<str>,
    /// Where the name is written.
    pub name_span: Span,
    /// The value.
    pub value: Node,
}

impl Value {
    /// An array of these elements.
    #[must_use]
    pub fn array(items: Vec<Node>) -> Self {
        Self::Array(Arc::new(Array { items, ..Array::default() }))
    }

    /// An object of these members.
    #[must_use]
    pub fn object(members: Vec<Member>) -> Self {
        Self::Object(Arc::new(Object { members, ..Object::default() }))
    }

    /// The kind of value in a word, for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a bool",
            Self::Int(_) => "an int",
            Self::Float(_) => "a number with fraction",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
            Self::Unknown(_) => "not known",
        }
    }
}

impl PartialEq for Array {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.items == other.items
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.members == other.members
    }
}
