#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Fixable, Lint};

/// The lint of this room.
pub static LINT: Lint = Lint {
    id: "duplicate-key",
    summary: "a name is written twice in one object",
    severity: Severity::Warning,
    category: Category::Template,
    symptoms: &[],
    since: "0.1.0",
    fix: Fixable::No,
    docs: include_str!("README.md"),
    check: Check::Run,
};
