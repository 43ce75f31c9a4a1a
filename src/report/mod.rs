//! Reports: one file per format, all made from the same findings.

pub mod cert;
mod ci;
mod content;
mod csv;
mod explain;
mod html;
mod json;
mod markdown;
mod sarif;
mod terminal;

pub use ci::azure::{azure, azure_summary};
pub use ci::github::github;
pub use ci::gitlab::gitlab;
pub use ci::junit::junit;
pub use content::grouping::GroupBy;
#[cfg(feature = "live")]
pub(crate) use content::words::gap;
pub use csv::csv;
pub use explain::log::{log, log_json};
pub use explain::manual::manual;
pub use explain::ticket::{ticket_of_log, ticket_of_query, ticket_of_report};
pub use explain::what_else::what_else;
pub use html::html;
pub use json::json;
pub use markdown::{markdown, markdown_within};
pub use sarif::sarif;
pub use terminal::settings::settings;
pub use terminal::statistics::{statistics, statistics_json};
pub use terminal::text::{TextOptions, text};
