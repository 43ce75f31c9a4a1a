//! The published schemas, held to what is written and read.

mod client_report;
mod report;
mod settings;
