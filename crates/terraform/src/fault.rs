//! Why an expression has no value.

use traced_values::{ProblemKind, Span};

use crate::value::Value;

/// Why an expression has no value.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Which kind of fault.
    pub kind: ProblemKind,
    /// The fault in a sentence.
    pub message: String,
    /// Where.
    pub span: Span,
}

impl Fault {
    /// A fault of this kind at this place.
    pub fn new(kind: ProblemKind, message: impl Into<String>, span: Span) -> Self {
        Self { kind, message: message.into(), span }
    }
}

/// A value, or why there is none.
pub type Outcome = Result<Value, Fault>;
