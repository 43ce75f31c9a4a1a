//! As whom a scan signs in, and where.

pub(crate) mod assertion;
pub(crate) mod azure_cli;
pub(crate) mod cloud;
pub(crate) mod sign_in;
