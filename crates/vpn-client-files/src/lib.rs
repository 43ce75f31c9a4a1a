//! Reads what users of a VPN hold in hand: profile packages, logs and events, reports of a machine.
//!
//! Nothing here knows what is right or wrong: it says what stands where, within bounds, and keeps secrets out of it.

pub mod log;
pub mod package;
pub mod profile;
pub mod report;
