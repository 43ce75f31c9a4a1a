//! What is read: which files, in which languages, and what belongs together.

#[cfg(unix)]
mod bicep;
mod boundary;
#[cfg(unix)]
mod files;
mod joins;
mod kinds;
mod powershell;
mod snapshot;
mod tokens;
