//! The functions of the language.
#![allow(
    clippy::unnecessary_wraps,
    reason = "all functions have one signature, also those that can't fail"
)]

mod answer;
mod arguments;
mod call;
mod collections;
mod conversion;
mod date;
mod definition;
mod encodings;
mod files;
mod hash;
mod network;
mod numeric;
mod strings;
mod table;

pub(crate) use call::apply;
pub use table::names;
