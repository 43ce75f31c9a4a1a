//! Looks at one file, and says what is wrong with it.

use arm_template::ProblemKind;

use crate::TextSpan;
use crate::lower::lowering::Lowering;
use crate::lower::model::Model;

/// How deep names are followed.
pub(super) const DEEPEST: u32 = 20;

pub(super) struct Checks<'l, 'a> {
    pub(super) lowering: &'l Lowering<'a>,
    pub(super) model: &'a Model<'a>,
}

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ExpressionPosition {
    /// The value of a statement, or of a property of a resource: a loop may stand here.
    Value,
    /// The same within a loop of properties.
    InLoop,
    /// An argument of a call: a lambda may stand here.
    Argument,
    Inside,
}

impl Checks<'_, '_> {
    pub(super) fn say(&self, kind: ProblemKind, message: impl Into<String>, span: TextSpan) {
        self.lowering.problem(kind, message, self.model.span(span));
    }
}
