//! Live subscriptions: resources fetched from Azure Resource Manager and Resource Graph.
//!
//! It only reads. It gives the answers exactly as they came, but for masked secrets, so that a finding can point into
//! them by line and column, and it says what could not be read and why. Which resources are fetched is asked for by
//! their ids: what the answers mean is for the estate, and for `run`, which asks it.

mod answers;
mod cloud;
mod coverage;
mod error;
mod identity;
mod mask;
mod options;
mod progress;
mod questions;
mod refusal;
mod requests;
mod resource_id;
mod rows;
mod session;
mod signing_in;

pub use answers::answer::{Answer, Scan};
pub use cloud::{CloudChoice, UnknownCloud};
pub use coverage::{Coverage, NotRead, ReadBy, Subscription};
pub use error::ScanError;
pub use identity::{AuthChoice, AuthSource, UnconfiguredIdentity, UnknownAuth};
pub use options::{Environment, ScanOptions, Scope, Timeouts};
pub use progress::{Event, RequestTrace, ScanProgress, Silent, Wait};
pub(crate) use questions::fetcher::Fetcher;
pub(crate) use session::ScanSession;
