//! Reports: one file per format, all made from the same findings.

mod json;
mod snippet;
mod text;

pub use json::json;
pub(crate) use json::{finding_value, unevaluated_value};
pub(crate) use text::finding_text;
pub use text::{TextOptions, text};
