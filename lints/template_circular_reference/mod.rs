#![doc = include_str!("README.md")]

use arm_template::ProblemKind;

use crate::finding::Severity;
use crate::lint::{Category, Check, Fixable, Lint};

/// The lint of this room.
pub static LINT: Lint = Lint {
    id: "template-circular-reference",
    summary: "a parameter, variable or function depends on itself",
    severity: Severity::Error,
    category: Category::Template,
    symptoms: &[],
    since: "0.1.0",
    fix: Fixable::No,
    docs: include_str!("README.md"),
    check: Check::Problem(&[ProblemKind::CircularReference]),
};
