//! One template in the making.

use std::collections::BTreeMap;

use arm_template::{ProblemKind, Span};

use super::closure::Closure;
use super::env::Env;
use super::lowering::Lowering;
use super::model::Model;

/// The names of a group of functions, each with its members.
pub(super) type Namespaces = BTreeMap<String, Vec<arm_template::Member>>;

/// One template in the making: expressions may come from other files that it imports from.
pub(super) struct Writer<'l, 'a> {
    pub(super) lowering: &'l Lowering<'a>,
    /// The file that the template is made of.
    pub(super) model: &'a Model<'a>,
    pub(super) closure: Closure,
}

impl<'a> Writer<'_, 'a> {
    pub(super) fn problem(&self, kind: ProblemKind, message: impl Into<String>, span: Span) {
        self.lowering.problem(kind, message, span);
    }

    pub(super) fn env(&self) -> Env<'a> {
        Env::of(self.model)
    }
}
