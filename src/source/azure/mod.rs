//! Live subscriptions: gateways and all they hang on, read from Azure Resource Manager and Resource Graph.
//!
//! [`scan`] only reads. It gives the answers exactly as they came, but for masked secrets, so that a
//! finding can point into them by line and column, and it says what could not be read and why.
//! Everything asynchronous of the library lives in this module.

mod answer;
mod api_version;
mod assertion;
mod auth;
mod azure_cli;
mod client;
mod cloud;
mod coverage;
mod error;
mod graph;
mod ground;
mod identity;
mod links;
mod lists;
mod mask;
mod operation;
mod options;
mod pages;
mod progress;
mod query;
mod reading;
mod refusal;
mod resource_id;
mod retry;
mod save;
mod scan;
mod sessions;
mod surroundings;
mod trace;
mod transport;
mod walk;

pub use answer::Answer;
pub use auth::{AuthChoice, AuthSource, LookedAt, UnknownAuth};
pub use cloud::{CloudChoice, UnknownCloud};
pub use coverage::{Coverage, NotRead, ReadBy, Subscription};
pub use error::ScanError;
pub use options::{Environment, ScanOptions, Scope, Timeouts};
pub use progress::{Event, Progress, RequestTrace, Silent, Wait};
pub use scan::{Scan, scan, scan_blocking};
