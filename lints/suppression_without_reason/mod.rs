#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, declare_lint};

declare_lint! {
    id: "suppression-without-reason",
    summary: "a finding is allowed without a reason",
    severity: Severity::Note,
    category: Category::Hygiene,
    since: "0.1.0",
    check: Check::Suppressions,
}
