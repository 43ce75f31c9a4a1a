#![doc = include_str!("README.md")]

use arm_template::ProblemKind;

use crate::finding::Severity;
use crate::lint::{Category, Check, declare_lint};

declare_lint! {
    id: "template-invalid-argument",
    summary: "a function is called with an invalid argument",
    severity: Severity::Error,
    category: Category::Template,
    since: "0.1.0",
    check: Check::Problem(&[ProblemKind::ArgumentType, ProblemKind::ArgumentValue, ProblemKind::Conversion, ProblemKind::Overflow, ProblemKind::DivideByZero]),
}
