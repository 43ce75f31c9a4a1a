//! Bicep files: their kinds, what they name, and the files around them.

mod files;
mod kind;
mod registry;
mod statements;

pub use files::BicepFiles;
pub use kind::BicepFile;
pub use registry::Registry;
pub use statements::{Statements, Using, is_remote};
