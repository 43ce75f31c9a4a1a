//! Strings: changing, formatting, and searching them by regular expressions.

pub(super) mod format;
pub(super) mod regular;
pub(super) mod text;
