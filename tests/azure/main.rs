//! Scans of a mock of Azure over real https.
#![cfg(feature = "live")]

mod mock;

#[cfg(target_os = "linux")]
mod big_page;
mod ears;
mod faults;
mod graph;
mod identity;
mod lists;
#[cfg(target_os = "linux")]
#[path = "../cli/pseudo_terminal.rs"]
mod pseudo_terminal;
mod recorded;
mod saved_scan;
mod saving;
mod scan_binary;
#[cfg(target_os = "linux")]
mod scan_reports;
#[cfg(target_os = "linux")]
mod scan_terminal;
mod scope;
mod sessions;
