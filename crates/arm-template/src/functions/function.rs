//! A function of the language, a call of it, and what comes of the call.

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
    /// A value made by the function, with its whole origin: it rests on more than the arguments.
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

impl Function {
    /// A function that takes exactly so many arguments.
    pub(crate) const fn exactly(name: &'static str, count: usize, run: Run) -> Self {
        Self { name, least: count, most: Some(count), takes_unknown: false, run }
    }

    /// A function that takes from so many to so many arguments.
    pub(crate) const fn between(name: &'static str, least: usize, most: usize, run: Run) -> Self {
        Self { name, least, most: Some(most), takes_unknown: false, run }
    }

    /// A function that takes so many arguments or more.
    pub(crate) const fn at_least(name: &'static str, least: usize, run: Run) -> Self {
        Self { name, least, most: None, takes_unknown: false, run }
    }

    /// The same function, but taking arguments that can't be known.
    pub(crate) const fn taking_unknown(self) -> Self {
        Self { takes_unknown: true, ..self }
    }
}
