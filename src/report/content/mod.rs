//! What several formats show: groups and places of findings, excerpts of sources, the overview, and their words.

pub(crate) mod grouping;
pub(crate) mod overview;
pub(crate) mod property;
pub(crate) mod snippet;
pub(crate) mod words;
