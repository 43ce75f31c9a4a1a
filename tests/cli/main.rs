//! The program itself, run as users run it.

mod baseline;
#[cfg(unix)]
mod bicep;
mod exit_codes;
mod fixes;
mod lints;
mod pages;
mod settings;
mod suppressions;
mod watch;
mod workplace;
