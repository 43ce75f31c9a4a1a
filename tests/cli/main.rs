//! The program itself, run as users run it.

mod baseline;
mod exit_codes;
mod fixes;
mod lints;
mod pages;
mod settings;
mod suppressions;
mod watch;
mod workplace;
