//! The program itself, run as users run it, and the pages that say how.

mod baseline;
#[cfg(unix)]
mod bicep;
mod docs;
mod examples;
mod exit_codes;
mod fixes;
#[cfg(unix)]
mod installing;
mod integrations;
mod lints;
mod pages;
mod settings;
mod suppressions;
mod watch;
mod workplace;
mod yaml;
