//! The library as a user of it sees it, and the rules that hold for the whole repository.

mod alone;
mod catalogue;
mod certificates;
mod client_report;
mod corpus;
mod dates;
mod errors;
mod exact_fixes;
mod fixes;
mod layers;
mod modules;
mod outputs;
mod protocol_matrix;
mod reports;
mod schema;
mod secrets;
mod settings_schema;
mod trail;
mod words;
