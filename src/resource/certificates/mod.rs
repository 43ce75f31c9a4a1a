//! Certificates: those that gateways list, and files beside them.

pub(crate) mod file;
pub(crate) mod listed;
mod opened;
pub(crate) mod trust;
