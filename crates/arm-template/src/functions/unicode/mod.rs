//! Unicode text as .NET counts, compares and searches it in the invariant culture.

pub(super) mod case;
pub(super) mod collation;
pub(super) mod search;
pub(super) mod units;
