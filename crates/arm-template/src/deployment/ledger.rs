//! The books of an evaluation: problems found, work done, depth reached.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;

use crate::{Limits, Problem, ProblemKind, Span};

/// The problems found, each fault once.
#[derive(Default)]
pub(crate) struct Ledger {
    problems: RefCell<Vec<Problem>>,
    quiet: Cell<bool>,
}

impl Ledger {
    pub(crate) fn note(&self, problem: Problem) {
        if !self.quiet.get() {
            self.problems.borrow_mut().push(problem);
        }
    }

    /// Runs without noting problems: for what is evaluated only to show it.
    pub(crate) fn quietly<T>(&self, run: impl FnOnce() -> T) -> T {
        let before = self.quiet.replace(true);
        let result = run();
        self.quiet.set(before);
        result
    }

    /// Runs and gives the problems found on the way, also when quiet, for the one who keeps the result.
    pub(crate) fn apart<T>(&self, run: impl FnOnce() -> T) -> (T, Vec<Problem>) {
        let quiet = self.quiet.replace(false);
        let before = std::mem::take(&mut *self.problems.borrow_mut());
        let result = run();
        let found = std::mem::replace(&mut *self.problems.borrow_mut(), before);
        self.quiet.set(quiet);
        (result, found)
    }

    /// Notes problems that were kept with a result, when it is used aloud for the first time.
    pub(crate) fn settle(&self, kept: &RefCell<Vec<Problem>>) {
        if !self.quiet.get() {
            self.problems.borrow_mut().append(&mut kept.borrow_mut());
        }
    }

    /// All problems, each once, in the order they were found.
    pub(crate) fn finish(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        let mut seen = HashSet::new();
        // A bound that is reached in one place is reached in others, too: the first place says it.
        let place =
            |problem: &Problem| (problem.kind != ProblemKind::Limit).then_some(problem.span);
        problems.retain(|it| seen.insert((it.kind, place(it), it.message.clone())));
        problems
    }
}

/// How deep and how much.
#[derive(Default)]
pub(crate) struct Meter {
    depth: Cell<u32>,
    values: Cell<u64>,
    text: Cell<u64>,
    spent: Cell<bool>,
}

impl Meter {
    /// Whether a bound on the whole was reached: then nothing more is evaluated.
    pub(crate) fn is_spent(&self) -> bool {
        self.spent.get()
    }

    /// One level deeper; false when that is too deep. A true answer is to be followed by [`Meter::leave`].
    pub(crate) fn enter(&self, limits: &Limits) -> bool {
        let deeper = self.depth.get() + 1;
        let fits = deeper <= limits.depth;
        if fits {
            self.depth.set(deeper);
        }
        fits
    }

    /// Whether there is room for reading a document, which has a depth of its own.
    pub(crate) fn has_room(&self, limits: &Limits) -> bool {
        self.depth.get() <= limits.depth / 3
    }

    pub(crate) fn leave(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    /// Counts work; a message when it was too much just now.
    pub(crate) fn charge(&self, values: u64, text: u64, limits: &Limits) -> Option<String> {
        self.values.set(self.values.get().saturating_add(values));
        self.text.set(self.text.get().saturating_add(text));
        if self.spent.get() {
            return None;
        }
        let message = if self.values.get() > limits.values {
            format!("the template asks for more than {} values", limits.values)
        } else if self.text.get() > limits.text {
            format!("the template makes more than {} bytes of text", limits.text)
        } else {
            return None;
        };
        self.spent.set(true);
        Some(message)
    }

    /// Ends the evaluation: a bound on the whole was reached.
    pub(crate) fn spend(&self) {
        self.spent.set(true);
    }
}

/// A problem without related places.
pub(crate) fn problem(kind: ProblemKind, message: impl Into<String>, span: Span) -> Problem {
    Problem { kind, message: message.into(), span, related: Vec::new() }
}
