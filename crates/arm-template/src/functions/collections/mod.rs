//! Arrays and objects: making, joining, cutting and merging them.

mod array;
mod container;
mod object;
mod set;
mod stepping;

use super::Function;

pub(super) const FAMILIES: [&[Function]; 5] = [
    array::FUNCTIONS,
    container::FUNCTIONS,
    object::FUNCTIONS,
    set::FUNCTIONS,
    stepping::FUNCTIONS,
];
