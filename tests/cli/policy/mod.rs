//! Which lints run, and what is known and accepted.

mod baseline;
mod lints;
mod settings;
mod suppressions;
