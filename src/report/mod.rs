//! Reports: one file per format, all made from the same findings.

mod azure;
mod csv;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
mod markdown;
mod sarif;
mod snippet;
mod text;
mod words;

pub use azure::{azure, azure_summary};
pub use csv::csv;
pub use github::github;
pub use gitlab::gitlab;
pub use html::html;
pub use json::json;
pub use junit::junit;
pub use markdown::{markdown, markdown_within};
pub use sarif::sarif;
pub use text::{TextOptions, text};
