//! JSON values that know where they come from.

use std::sync::Arc;

use crate::{Origin, Span, Unknown};

/// A value and where it comes from.
///
/// The same type serves a document as written (every origin is [`Origin::Written`], expressions are
/// still strings) and an evaluated one. Cloning is cheap: strings, arrays and objects are shared.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it comes from.
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
#[derive(Debug, Default, PartialEq)]
pub struct Array {
    pub(crate) items: Vec<Node>,
    /// Whether an expression stands somewhere inside (of a document as written).
    pub(crate) dynamic: bool,
}

/// The members of a JSON object, in the order they are written.
#[derive(Debug, Default, PartialEq)]
pub struct Object {
    pub(crate) members: Vec<Member>,
    /// Whether an expression stands somewhere inside (of a document as written).
    pub(crate) dynamic: bool,
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
