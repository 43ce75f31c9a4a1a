//! Why a text is no expression.

use crate::{ProblemKind, text_offset};

/// Why a text is no expression, and which bytes of the unescaped string are wrong.
#[derive(Clone, Debug)]
pub(crate) struct Malformed {
    pub(crate) kind: ProblemKind,
    pub(crate) message: String,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Malformed {
    pub(crate) fn parse(message: String, start: usize, end: usize) -> Self {
        Self { kind: ProblemKind::Parse, message, start: text_offset(start), end: text_offset(end) }
    }

    pub(super) fn limit(message: String, start: usize, end: usize) -> Self {
        Self { kind: ProblemKind::Limit, ..Self::parse(message, start, end) }
    }
}
