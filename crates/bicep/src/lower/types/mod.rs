//! Types: what the template says of a parameter, an output, a definition.

mod aliases;
pub(crate) mod definitions;
pub(super) mod names;
