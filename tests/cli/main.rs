//! The program itself, run as users run it, and the pages that say how.

mod baseline;
#[cfg(unix)]
mod bicep;
mod boundary;
mod client_report;
mod docs;
mod editors;
mod examples;
mod exit_codes;
mod explain;
#[cfg(unix)]
mod files;
mod fixes;
#[cfg(unix)]
mod installing;
mod integrations;
mod joins;
mod kinds;
mod lints;
#[cfg(unix)]
mod logs;
mod packages;
mod pages;
#[cfg(unix)]
mod passwords;
mod pictures;
mod powershell;
#[cfg(unix)]
mod pseudo_terminal;
mod secrets;
mod settings;
mod silence;
mod snapshot;
mod stores;
mod suppressions;
#[cfg(unix)]
mod terminal;
mod terraform;
mod terraform_given;
mod terraform_parity;
mod terraform_saved;
mod tokens;
mod watch;
#[cfg(windows)]
mod windows;
mod workplace;
mod yaml;
