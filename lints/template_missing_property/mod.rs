#![doc = include_str!("README.md")]

use arm_template::ProblemKind;

use crate::finding::Severity;
use crate::lint::{Category, Check, declare_lint};

declare_lint! {
    id: "template-missing-property",
    summary: "an expression reads a missing property or element",
    severity: Severity::Error,
    category: Category::Template,
    since: "0.1.0",
    check: Check::Problem(&[ProblemKind::PropertyNotFound, ProblemKind::IndexOutOfRange]),
}
