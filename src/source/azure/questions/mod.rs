//! What a scan asks, in which order: subscriptions, their gateways, and what each depends on.

pub(crate) mod graph;
pub(crate) mod links;
pub(crate) mod lists;
pub(crate) mod query;
pub(crate) mod resource_id;
pub(crate) mod scope;
pub(crate) mod sessions;
pub(crate) mod surroundings;
pub(crate) mod walk;
