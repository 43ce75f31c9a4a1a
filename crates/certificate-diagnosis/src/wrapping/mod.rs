//! What stands around a certificate in a file or value, and the way back to the place in the input.

pub(crate) mod armor;
pub(crate) mod around;
pub(crate) mod characters;
pub(crate) mod layer;
pub(crate) mod passage;
pub(crate) mod pem_text;
pub(crate) mod places;
pub(crate) mod unfilled;
pub(crate) mod unwrap;
