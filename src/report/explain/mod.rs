//! What `gatelint explain` shows: documentation of lints, logs, and pages for tickets.

pub(crate) mod log;
pub(crate) mod manual;
pub(crate) mod ticket;
pub(crate) mod what_else;
