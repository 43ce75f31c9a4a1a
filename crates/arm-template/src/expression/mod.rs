//! The expression language: `[concat(parameters('name'), '-ip')]` as a tree.

mod lexer;
mod malformed;
mod parser;
mod print;
mod term;
mod tree;

pub(crate) use malformed::Malformed;
pub(crate) use parser::parse;
pub(crate) use print::{Mask, Printer, accessor};
pub use term::Term;
pub(crate) use term::TermExpression;
pub(crate) use tree::{Access, CallExpression, Callee, Expression, ExpressionKind, Form, Selector};

/// Whether the string is an expression: `[…]`, but not `[[…]`.
#[must_use]
pub fn is_expression(text: &str) -> bool {
    is_evaluated(text) && !text.starts_with("[[")
}

/// Whether the string is anything but itself: an expression, or a literal escaped with a second bracket.
pub(crate) fn is_evaluated(text: &str) -> bool {
    text.len() > 1 && text.starts_with('[') && text.ends_with(']')
}
