//! What one certificate says: names, keys, signatures, extensions.

pub(crate) mod algorithm;
pub(crate) mod extensions;
pub(crate) mod facts;
pub(crate) mod name;
pub(crate) mod public_key;
pub(crate) mod reading;
pub(crate) mod signature;
pub(crate) mod thumbprint;
