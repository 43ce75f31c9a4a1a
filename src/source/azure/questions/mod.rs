//! What Azure is asked: for the gateways in scope, for resources by their ids, and for lists below them.

pub(crate) mod by_id;
mod conclusion;
pub(crate) mod fetcher;
mod gateways;
pub(crate) mod graph;
pub(crate) mod lists;
pub(crate) mod query;
pub(crate) mod scope;
pub(crate) mod sessions;
