//! A source understood: which kind of document it is, by its content.

mod exported;
mod format;
mod kind;
mod layout;
mod parameter;
mod private_key;
mod texts;
mod token;

pub use exported::resources;
pub use format::{client_profile, other_format};
pub use kind::{Contents, Template, contents};
pub use layout::layout;
pub use parameter::parameter;
pub use private_key::{
    KeyMaterial, PRIVATE_MEMBERS, file_holds_private_key, holds_private_key, key_material,
};
pub(crate) use texts::around;
pub use texts::{begins_as_json, documents};
pub use token::without_tokens;
