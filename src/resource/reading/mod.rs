//! Reading resources out of the JSON that tools print: typed properties that are known, absent or unknown.

pub(crate) mod condition;
pub(crate) mod cut;
pub(crate) mod expression_id;
pub(crate) mod field;
pub(crate) mod id;
pub(crate) mod reader;
pub(crate) mod reference;
pub(crate) mod resource;
pub(crate) mod secret;
pub(crate) mod shape;
pub(crate) mod spelling;
pub(crate) mod text;
pub(crate) mod words;
