//! Reports: one file per format, all made from the same findings.

mod json;
mod snippet;
mod text;

pub use json::json;
pub use text::{TextOptions, text};
