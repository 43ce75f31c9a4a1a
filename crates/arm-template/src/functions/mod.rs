//! The functions of the template language that need nothing but their arguments and the place of the deployment.

mod few;

use crate::{Node, ProblemKind, Reason, Scope, Span, Value};

/// A call with its arguments evaluated.
pub(crate) struct Call<'a> {
    /// The name as the template writes it.
    pub(crate) name: &'a str,
    /// Where the call is written.
    pub(crate) at: Span,
    /// The arguments. None of them is [`Value::Unknown`] itself, unless the function says that it takes such
    /// ([`Function::takes_unknown`]); values inside arrays and objects may be.
    pub(crate) args: &'a [Node],
    /// Where the deployment goes.
    pub(crate) scope: &'a Scope,
}

/// What a function gives.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// A value made by the function.
    Made(Value),
    /// One of the arguments, or a part of one, unchanged: its origin is kept.
    Selected(Node),
    /// A value with an origin that the function gave it itself.
    Traced(Node),
}

/// Why a function gives nothing.
#[derive(Debug, PartialEq)]
pub(crate) enum Fault {
    /// The author's mistake.
    Problem(ProblemKind, String),
    /// The value can't be known.
    Unknown(Reason),
}

/// A function of the language.
pub(crate) struct Function {
    /// The name in Microsoft's spelling.
    pub(crate) name: &'static str,
    /// The least number of arguments.
    pub(crate) least: usize,
    /// The greatest number of arguments; none: any number.
    pub(crate) most: Option<usize>,
    /// Whether an argument that can't be known may become a part of the result.
    pub(crate) takes_unknown: bool,
    /// The function itself.
    pub(crate) run: Run,
}

type Run = fn(&Call<'_>) -> Result<Outcome, Fault>;

/// The function of this name, without regard to case.
pub(crate) fn find(name: &str) -> Option<&'static Function> {
    few::FUNCTIONS.iter().find(|function| function.name.eq_ignore_ascii_case(name))
}
