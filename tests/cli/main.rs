//! The program itself, run as users run it, and the pages that say how.

mod clients;
mod docs;
mod examples;
mod explain;
mod fixes;
mod inputs;
mod integrations;
mod pages;
mod policy;
#[cfg(unix)]
mod pseudo_terminal;
mod reports;
#[cfg(unix)]
mod terminal;
mod terraform;
mod watch;
#[cfg(windows)]
mod windows;
mod workplace;
mod yaml;
