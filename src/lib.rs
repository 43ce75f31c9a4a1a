//! gatelint
