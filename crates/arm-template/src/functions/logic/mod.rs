//! Comparing values, and what is true of truths.

mod comparison;
pub(super) mod equality;
mod logical;

use super::Function;

pub(super) const FAMILIES: [&[Function]; 2] = [comparison::FUNCTIONS, logical::FUNCTIONS];
