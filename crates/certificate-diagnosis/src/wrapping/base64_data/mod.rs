//! Base64 as it is found: what of it is data, what is not, and what damage can be undone.

pub(crate) mod body;
pub(crate) mod body_words;
pub(crate) mod digits;
pub(crate) mod length;
pub(crate) mod rescue;
pub(crate) mod text;
