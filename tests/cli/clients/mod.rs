//! What users hold in hand: packages, certificates with keys, reports of machines.

mod client_report;
mod packages;
#[cfg(unix)]
mod passwords;
pub(crate) mod stores;
