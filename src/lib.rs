//! gatelint

pub mod source;
