//! What clients are set up with: profile packages and single profiles.

pub(in crate::resource) mod package;
