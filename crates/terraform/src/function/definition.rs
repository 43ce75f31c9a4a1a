//! What a function is: what it takes, and what runs it.

use super::answer::{Answer, CallFault};
use super::arguments::Arguments;

pub(super) type Run = fn(&Arguments<'_>) -> Result<Answer, CallFault>;

/// What a function does with arguments that can't be known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unknowns {
    /// Any unknown value, however deep, makes the result unknown.
    Spread,
    /// An unknown argument makes the result unknown; unknown elements are handled.
    Inside,
    /// It handles all of them.
    Taken,
}

/// One function.
pub(super) struct Function {
    pub(super) name: &'static str,
    pub(super) least: usize,
    pub(super) most: Option<usize>,
    pub(super) unknowns: Unknowns,
    pub(super) run: Run,
}

pub(super) const fn function(
    name: &'static str,
    least: usize,
    most: Option<usize>,
    unknowns: Unknowns,
    run: Run,
) -> Function {
    Function { name, least, most, unknowns, run }
}

pub(super) const fn spread(name: &'static str, count: usize, run: Run) -> Function {
    function(name, count, Some(count), Unknowns::Spread, run)
}

pub(super) const fn inside(name: &'static str, count: usize, run: Run) -> Function {
    function(name, count, Some(count), Unknowns::Inside, run)
}
