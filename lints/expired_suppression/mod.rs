#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, declare_lint};

declare_lint! {
    id: "expired-suppression",
    summary: "the last day of a suppression has passed",
    severity: Severity::Warning,
    category: Category::Hygiene,
    since: "0.1.0",
    check: Check::Suppressions,
}
