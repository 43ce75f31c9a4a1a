//! Documents understood: what the bytes of a source say.

pub mod certificate;
