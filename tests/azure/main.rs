//! Scans of a mock of Azure over real https.
#![cfg(feature = "live")]

#[path = "../mock/mod.rs"]
mod mock;

mod ears;
mod faults;
mod graph;
mod identity;
mod lists;
mod recorded;
mod saving;
mod scope;
mod sessions;
