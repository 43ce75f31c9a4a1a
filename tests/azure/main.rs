//! Scans of a mock of Azure over real https.
#![cfg(feature = "live")]

mod mock;

mod ears;
mod faults;
mod graph;
mod identity;
mod lists;
mod recorded;
mod saved_scan;
mod saving;
#[cfg(target_os = "linux")]
mod scan_binary;
mod scope;
mod sessions;
