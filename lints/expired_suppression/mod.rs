#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, declare_lint};

declare_lint! {
    id: "expired-suppression",
    summary: "the day until which a finding was allowed is over",
    severity: Severity::Warning,
    category: Category::Hygiene,
    since: "0.1.0",
    check: Check::Suppressions,
}
