//! What is given to a run: which files there are, their bytes, and what each of them turns out to be.

pub(crate) mod bicep;
pub(crate) mod load;
pub(crate) mod loaded;
mod packages;
mod relevance;
pub(crate) mod scan_answers;
mod stores;
mod understanding;
