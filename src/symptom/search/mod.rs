//! Finds symptoms by code, by text, and by what is left of a text, and says how sure that is.

pub(crate) mod by_code;
mod by_text;
mod found;
mod mention;
mod ranking;
mod unknown;

pub use found::{Match, MatchedBy};
pub use ranking::{SearchResult, answer, nearest, search};
