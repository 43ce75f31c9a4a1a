//! DER: its values, its faults, and the kinds of objects it holds.

pub(crate) mod der;
pub(crate) mod der_fault;
pub(crate) mod object;
pub(crate) mod time;
