//! What stands around a certificate in a file or value, taken off layer by layer.

pub(crate) mod armor;
pub(crate) mod around;
pub(crate) mod base64_data;
pub(crate) mod object_bytes;
pub(crate) mod pem_text;
pub(crate) mod unfilled;
pub(crate) mod unwrap;
pub(crate) mod unwrapping;
