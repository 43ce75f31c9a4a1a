//! What an evaluation may spend, and what it came upon.

use std::cell::{Cell, RefCell};

use traced_values::{Problem, ProblemKind, Span};

use crate::fault::Fault;

/// Bounds on what a configuration may ask for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// Expressions, references and modules that wait for each other.
    pub depth: u32,
    /// Values made altogether.
    pub values: u64,
    /// Bytes of text made altogether.
    pub text: u64,
    /// Modules within each other.
    pub modules: usize,
    /// Instances of all modules altogether.
    pub calls: usize,
    /// Instances of one resource or module.
    pub instances: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 300,
            values: 1_000_000,
            text: 128 << 20,
            modules: 20,
            calls: 2_000,
            instances: 10_000,
        }
    }
}

/// What is spent of the limits, and the problems found so far.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The bounds.
    pub limits: Limits,
    depth: Cell<u32>,
    values: Cell<u64>,
    text: Cell<u64>,
    calls: Cell<usize>,
    problems: RefCell<Vec<Problem>>,
}

impl Ledger {
    /// With these bounds.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// Tells a fault, once.
    pub fn report(&self, fault: &Fault) {
        let mut problems = self.problems.borrow_mut();
        let told =
            problems.iter().any(|known| known.span == fault.span && known.message == fault.message);
        if !told {
            problems.push(Problem {
                kind: fault.kind,
                message: fault.message.clone(),
                span: fault.span,
                related: Vec::new(),
            });
        }
    }

    /// The problems told so far.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        self.problems.borrow().clone()
    }

    /// Counts what is made; a fault where that is too much.
    ///
    /// # Errors
    ///
    /// When a bound is reached.
    pub fn charge(&self, values: u64, text: u64, at: Span) -> Result<(), Fault> {
        self.values.set(self.values.get().saturating_add(values));
        self.text.set(self.text.get().saturating_add(text));
        if self.values.get() > self.limits.values || self.text.get() > self.limits.text {
            return Err(Fault::new(
                ProblemKind::Limit,
                "the configuration makes more values than are evaluated",
                at,
            ));
        }
        Ok(())
    }

    /// Counts the instances of a module that is called; whether that many are evaluated.
    pub(crate) fn call(&self, instances: usize) -> bool {
        self.calls.set(self.calls.get().saturating_add(instances));
        !self.has_called_too_much()
    }

    pub(crate) fn has_called_too_much(&self) -> bool {
        self.calls.get() > self.limits.calls
    }

    pub(super) fn deeper<T>(
        &self,
        at: Span,
        inner: impl FnOnce() -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        if self.depth.get() >= self.limits.depth {
            return Err(Fault::new(
                ProblemKind::Limit,
                format!("more than {} values wait for each other", self.limits.depth),
                at,
            ));
        }
        self.depth.set(self.depth.get() + 1);
        let result = inner();
        self.depth.set(self.depth.get() - 1);
        result
    }
}
