//! gatelint

pub mod document;
