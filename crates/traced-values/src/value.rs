//! Values that know where they come from: those of JSON, those that can't be known yet, and expressions still to be evaluated.

use std::any::Any;
use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, OnceLock};

use crate::escapes::Escapes;
use crate::origin::Origin;
use crate::span::Span;
use crate::unknown::Unknown;

/// From names folded to one case to the members that bear them.
pub(crate) type NameIndex = HashMap<Box<str>, Vec<u32>>;

/// A value and where it comes from.
///
/// The same type serves a document as written (every origin is [`Origin::Written`], expressions are
/// still strings or trees) and an evaluated one. Cloning is cheap: strings, arrays and objects are shared.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it comes from. Of an array or object: where its brackets stand.
    pub origin: Origin,
}

/// A JSON value, one that can't be known before the deployment, or an expression that is still to be evaluated.
#[derive(Clone, Debug)]
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
    /// Still to be evaluated. Never in what an evaluator gives back.
    Expression(Arc<dyn Expression>),
}

/// An expression as a tree of the language that it is written in.
///
/// A language whose programs are JSON keeps its expressions in strings. One with a syntax of its own puts trees in
/// their places, and its evaluator finds its own type again by [`Any`]:
///
/// ```
/// use std::any::Any;
/// use std::sync::Arc;
/// use traced_values::{Expression, Value};
///
/// #[derive(Debug)]
/// struct Sum(i64, i64);
///
/// impl Expression for Sum {
///     fn text(&self) -> String {
///         format!("{} + {}", self.0, self.1)
///     }
/// }
///
/// let value = Value::Expression(Arc::new(Sum(1, 2)));
/// let Value::Expression(expression) = &value else { unreachable!() };
/// let sum = (&**expression as &dyn Any).downcast_ref::<Sum>().expect("is a sum");
/// assert_eq!(sum.0 + sum.1, 3);
/// ```
pub trait Expression: Any + Debug + Send + Sync {
    /// The expression as a user would write it, for messages.
    fn text(&self) -> String;
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
    /// Whether a secret is inside: 1 for no, 2 for yes; zero: not looked at yet.
    pub(crate) secret: AtomicU32,
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
    /// Whether a secret is inside: 1 for no, 2 for yes; zero: not looked at yet.
    pub(crate) secret: AtomicU32,
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

impl Array {
    /// An array as a reader of documents makes it; `dynamic` tells whether an expression stands somewhere inside.
    #[must_use]
    pub fn new(items: Vec<Node>, dynamic: bool) -> Self {
        Self { items, dynamic, ..Self::default() }
    }
}

impl Object {
    /// An object as a reader of documents makes it; `dynamic` tells whether an expression stands somewhere inside.
    #[must_use]
    pub fn new(members: Vec<Member>, dynamic: bool) -> Self {
        Self { members, dynamic, ..Self::default() }
    }

    /// The places of the escapes in the document whose outermost object this is, where its expressions hold any.
    #[must_use]
    pub fn escapes(&self) -> Option<&Arc<Escapes>> {
        self.escapes.as_ref()
    }
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
            Self::Expression(_) => "an expression",
        }
    }

    /// Whether an expression stands in it or somewhere inside, as far as that was noted when it was read; which
    /// strings are expressions is for their language to say.
    #[must_use]
    pub fn is_dynamic(&self) -> bool {
        match self {
            Self::Array(array) => array.dynamic,
            Self::Object(object) => object.dynamic,
            Self::Expression(_) => true,
            _ => false,
        }
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(one), Self::Bool(other)) => one == other,
            (Self::Int(one), Self::Int(other)) => one == other,
            (Self::Float(one), Self::Float(other)) => one == other,
            (Self::String(one), Self::String(other)) => one == other,
            (Self::Array(one), Self::Array(other)) => one == other,
            (Self::Object(one), Self::Object(other)) => one == other,
            (Self::Unknown(one), Self::Unknown(other)) => one == other,
            (Self::Expression(one), Self::Expression(other)) => Arc::ptr_eq(one, other),
            _ => false,
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
