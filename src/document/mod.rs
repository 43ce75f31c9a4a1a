//! A source understood: which kind of document it is, told by its content.

mod exported;
mod kind;
mod parameter;
mod private_key;

pub use exported::resources;
pub use kind::{Contents, Template, contents};
pub use parameter::parameter;
pub use private_key::{KeyMaterial, key_material};
