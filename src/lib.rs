//! gatelint finds faults in Azure point-to-site VPN and virtual network gateway configuration before anyone is
//! locked out.
//!
//! A [`Request`] specifies the inputs and the lints. [`check`] returns a [`Report`] of [`Finding`]s, and [`report`]
//! writes it in the formats of the program.
//!
//! ```
//! use gatelint::{Given, Request, Severity, check};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let request = Request::new(vec![Given::Path("examples/hub".into())], "2026-11-24".parse()?);
//! let report = check(&request);
//! for finding in &report.findings {
//!     let name = report.sources.name(finding.span.source);
//!     let start = report.sources.position(finding.span.source, finding.span.start);
//!     println!("{name}:{}: {}: {}", start.line, finding.severity, finding.message);
//! }
//! assert!(report.findings.iter().any(|finding| finding.severity == Severity::Error));
//! // Checks that lack information are listed with the reason.
//! for entry in &report.not_evaluated {
//!     println!("{}: {}", entry.lint, entry.reason);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! With the feature `live`, which is enabled by default, [`scan`] reads the gateways of subscriptions. Check its
//! responses as [`Given::Answer`].
//!
//! Items on this page are stable between versions. Hidden modules are for the program itself.

#[doc(hidden)]
pub mod baseline;
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod console;
mod counts;
#[doc(hidden)]
pub mod document;
#[doc(hidden)]
pub mod facts;
#[doc(hidden)]
pub mod files;
pub mod finding;
#[doc(hidden)]
pub mod fix;
pub mod lint;
#[path = "../lints/mod.rs"]
pub mod lints;
mod policy;
pub mod report;
#[doc(hidden)]
pub mod resource;
pub mod run;
#[doc(hidden)]
pub mod select;
#[doc(hidden)]
pub mod since;
pub mod source;
#[doc(hidden)]
pub mod symptom;
mod terraform;
mod visible;

pub use finding::{Finding, Report, Severity};
pub use lint::Lint;
#[cfg(feature = "live")]
pub use run::scan;
pub use run::{Request, check};
pub use source::Given;
#[cfg(feature = "live")]
pub use source::azure::{Scan, ScanOptions};
