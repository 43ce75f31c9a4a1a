//! Reports: one file per format, all made from the same findings.

mod json;
mod settings;
mod snippet;
mod statistics;
mod text;

pub use json::json;
pub use settings::settings;
pub use statistics::{statistics, statistics_json};
pub use text::{TextOptions, text};
