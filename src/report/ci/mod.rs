//! What CI systems read: annotations beside lines, logging commands, and their own reports.

pub(crate) mod azure;
pub(crate) mod github;
pub(crate) mod gitlab;
pub(crate) mod junit;
