//! Networks and their addresses, routes and names.

pub(crate) mod address;
pub(crate) mod dns;
pub(crate) mod hub_routing;
pub(crate) mod name_resolution;
pub(crate) mod network;
pub(crate) mod peering;
pub(crate) mod public_ip;
pub(crate) mod route;
pub(crate) mod ways;
