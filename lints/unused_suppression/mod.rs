#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Fixable, Lint};

/// The lint of this room.
pub static LINT: Lint = Lint {
    id: "unused-suppression",
    summary: "a suppression suppresses nothing, or can't be understood",
    severity: Severity::Warning,
    category: Category::Hygiene,
    symptoms: &[],
    since: "0.1.0",
    fix: Fixable::Safe,
    docs: include_str!("README.md"),
    check: Check::Run,
};
