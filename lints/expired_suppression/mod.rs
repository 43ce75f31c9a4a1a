#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Fixable, Lint};

/// The lint of this room.
pub static LINT: Lint = Lint {
    id: "expired-suppression",
    summary: "the day until which a finding was allowed is over",
    severity: Severity::Warning,
    category: Category::Hygiene,
    symptoms: &[],
    since: "0.1.0",
    fix: Fixable::No,
    docs: include_str!("README.md"),
    check: Check::Run,
};
