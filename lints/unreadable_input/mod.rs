#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, declare_lint};

declare_lint! {
    id: "unreadable-input",
    summary: "an input could not be read, or contains nothing to check",
    severity: Severity::Error,
    category: Category::Template,
    since: "0.1.0",
    check: Check::UnreadableInput,
}
