#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Fixable, declare_lint};

declare_lint! {
    id: "unused-suppression",
    summary: "a suppression suppresses nothing, or is invalid",
    severity: Severity::Warning,
    category: Category::Hygiene,
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::Suppressions,
}
