//! What a scan keeps: the answers without their secrets, and what could not be seen.

pub(crate) mod answer;
pub(crate) mod gathered;
pub(crate) mod save;
