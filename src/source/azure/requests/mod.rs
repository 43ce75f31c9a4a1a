//! One request to Azure and its answer: the connection, retries, pages, refusals.

pub(crate) mod api_version;
pub(crate) mod client;
pub(crate) mod operation;
pub(crate) mod pages;
pub(crate) mod retry;
pub(crate) mod trace;
pub(crate) mod transport;
