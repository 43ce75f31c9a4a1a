//! gatelint

pub mod symptom;
