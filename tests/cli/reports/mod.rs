//! What is said, to whom, and what never is.

mod exit_codes;
#[cfg(unix)]
mod logs;
mod pictures;
mod secrets;
mod silence;
