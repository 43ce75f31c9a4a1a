#![doc = include_str!("README.md")]

use arm_template::ProblemKind;

use crate::finding::Severity;
use crate::lint::{Category, Check, declare_lint};

declare_lint! {
    id: "template-linked-missing",
    summary: "a linked template is missing or can't be read",
    severity: Severity::Error,
    category: Category::Template,
    since: "0.1.0",
    check: Check::Problem(&[ProblemKind::LinkedTemplate]),
}
