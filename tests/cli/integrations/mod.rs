//! What stands between the program and CI systems and editors.

mod editors;
#[cfg(unix)]
mod installing;
mod templates;
