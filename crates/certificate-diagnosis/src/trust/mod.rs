//! What a certificate is for: its chain, its part, and whether everybody knows it.

pub(crate) mod chain;
pub(crate) mod known;
pub(crate) mod role;
