//! Expressions: what each becomes in the template, and what names, steps and references lead to.

mod expression;
mod load;
mod module_references;
pub(super) mod references;
mod steps;
pub(super) mod terms;
