//! What each command does.

pub(crate) mod cert;
pub(crate) mod check;
pub(crate) mod client_report;
pub(crate) mod expand;
pub(crate) mod explain;
pub(crate) mod lints;
pub(crate) mod pages;
#[cfg(feature = "live")]
pub(crate) mod scan;
