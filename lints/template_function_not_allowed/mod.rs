#![doc = include_str!("README.md")]

use arm_template::ProblemKind;

use crate::finding::Severity;
use crate::lint::{Category, Check, declare_lint};

declare_lint! {
    id: "template-function-not-allowed",
    summary: "a function is used where it isn't allowed",
    severity: Severity::Error,
    category: Category::Template,
    since: "0.1.0",
    check: Check::Problem(&[ProblemKind::NotAllowedHere]),
}
