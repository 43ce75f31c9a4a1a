//! The rules that hold for the whole repository.

mod alone;
mod catalogue;
mod dates;
mod errors;
mod layers;
mod modules;
mod names;
mod protocol_matrix;
mod words;
