//! Lists, maps and sets.

pub(super) mod collection;
pub(super) mod set;
