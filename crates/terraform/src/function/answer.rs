//! What comes of a call: a value, why there is none, or what is wrong.

use traced_values::ProblemKind;

use crate::value::{Value, ValueKind};

/// What is wrong with a call.
#[derive(Debug)]
pub(super) struct CallFault {
    pub(super) kind: ProblemKind,
    pub(super) message: String,
    /// The argument that is at fault, counted from 0.
    pub(super) argument: Option<usize>,
}

/// What a function gives: a value, or why there is none.
pub(super) enum Answer {
    /// A value that was made; it comes from all arguments.
    Made(ValueKind),
    /// A value that came from an argument and has its origin already.
    Kept(Value),
    /// The same, but no secret, whatever it came from.
    Opened(Value),
    /// Not known before a plan: a clock, a random source, a secret key.
    Unrepeatable,
    /// The content of a file that may not be read, and why.
    Unread(String),
    /// Can't be told because an argument can't be known.
    Unknown,
}
