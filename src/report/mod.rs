//! Reports: one file per format, all made from the same findings.

mod azure;
pub mod cert;
mod csv;
mod github;
mod gitlab;
mod grouping;
mod html;
mod json;
mod junit;
mod log;
mod manual;
mod markdown;
mod overview;
mod property;
mod sarif;
mod settings;
mod snippet;
mod statistics;
mod text;
mod ticket;
mod what_else;
mod words;

pub use azure::{azure, azure_summary};
pub use csv::csv;
pub use github::github;
pub use gitlab::gitlab;
pub use grouping::GroupBy;
pub use html::html;
pub use json::json;
pub(crate) use json::{finding_value, unevaluated_value};
pub use junit::junit;
pub use log::{log, log_json};
pub use manual::manual;
pub use markdown::{markdown, markdown_within};
pub use sarif::sarif;
pub use settings::settings;
pub use statistics::{statistics, statistics_json};
pub(crate) use text::finding_text;
pub use text::{TextOptions, text};
pub use ticket::{ticket_of_log, ticket_of_query, ticket_of_report};
pub use what_else::what_else;
#[cfg(feature = "live")]
pub(crate) use words::gap;
