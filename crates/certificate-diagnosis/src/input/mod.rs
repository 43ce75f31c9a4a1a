//! The characters of what was given, the layers of wrapping around it, and the way back to places in the input.

pub(crate) mod characters;
pub(crate) mod layer;
pub(crate) mod passage;
pub(crate) mod places;
