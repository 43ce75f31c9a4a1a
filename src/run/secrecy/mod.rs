//! What no report may show: places in the sources, and words of findings.

pub(crate) mod concealing;
pub(crate) mod secrets;
mod unparsed_secrets;
