//! Scans of a mock of Azure over real https.
#![cfg(feature = "live")]

mod mock;

mod ears;
mod program;
#[cfg(target_os = "linux")]
#[path = "../cli/pseudo_terminal.rs"]
mod pseudo_terminal;
mod reading;
