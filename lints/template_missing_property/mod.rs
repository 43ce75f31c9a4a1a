#![doc = include_str!("README.md")]

use arm_template::ProblemKind;

use crate::finding::Severity;
use crate::lint::{Category, Check, Fixable, Lint};

/// The lint of this room.
pub static LINT: Lint = Lint {
    id: "template-missing-property",
    summary: "an expression reads a property or element that is not there",
    severity: Severity::Error,
    category: Category::Template,
    symptoms: &[],
    since: "0.1.0",
    fix: Fixable::No,
    docs: include_str!("README.md"),
    check: Check::Problem(&[ProblemKind::PropertyNotFound, ProblemKind::IndexOutOfRange]),
};
