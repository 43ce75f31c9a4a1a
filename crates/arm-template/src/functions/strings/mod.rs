//! Strings: changing, formatting, encoding and hashing them, and URIs.

mod encoding;
mod format;
mod hash;
mod text;
mod uri;
mod uri_parts;

use super::Function;

pub(super) const FAMILIES: [&[Function]; 5] =
    [encoding::FUNCTIONS, format::FUNCTIONS, hash::FUNCTIONS, text::FUNCTIONS, uri::FUNCTIONS];
