//! Where bytes come from, and the name they were read under.

#[cfg(feature = "live")]
pub mod azure;
