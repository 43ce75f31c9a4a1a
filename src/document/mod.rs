//! A source understood: which kind of document it is, told by its content.

pub mod certificate;
mod exported;
mod kind;
mod parameter;

pub use exported::resources;
pub use kind::{Contents, Template, contents};
pub use parameter::parameter;
