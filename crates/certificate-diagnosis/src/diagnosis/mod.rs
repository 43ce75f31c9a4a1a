//! What reading a value gave: its content, its flaws, and the value as it should be.

pub(crate) mod content;
pub(crate) mod flaw;
pub(crate) mod outcome;
pub(crate) mod repair;
pub(crate) mod resource_name;
