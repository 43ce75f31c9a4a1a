#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, declare_lint};

declare_lint! {
    id: "duplicate-key",
    summary: "an object contains the same name twice",
    severity: Severity::Warning,
    category: Category::Template,
    since: "0.1.0",
    check: Check::DuplicateKey,
}
