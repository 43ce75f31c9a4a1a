//! What people read at a terminal: findings, faults of settings, counts.

pub(crate) mod finding;
pub(crate) mod settings;
pub(crate) mod statistics;
pub(crate) mod text;
