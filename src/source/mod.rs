//! Bytes and the name they were read under.

#[cfg(feature = "live")]
pub mod azure;
mod bicep;
mod file;
mod full_ids;
mod landmarks;
mod mentions;
mod offsets;
mod overlay;
mod sources;
mod text;

pub use crate::files::{FileError, read_stdin};
pub use bicep::{BicepFile, BicepFiles, Registry, Statements, Using, is_remote};
pub use file::{Answered, Given, PathFiles, Walked, walk};
pub use full_ids::FullId;
pub use mentions::{Concern, Mentions, names_gateway};
pub use offsets::Offsets;
pub use overlay::Overlay;
pub use sources::{Position, Sources};
pub use text::{Encoding, Language, Source, source};
