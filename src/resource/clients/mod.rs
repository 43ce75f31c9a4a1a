//! What clients are set up with: profile packages, single profiles, reports of their machines.

pub(in crate::resource) mod evidence;
pub(in crate::resource) mod machine;
pub(in crate::resource) mod package;
