//! How resources are joined: what lies next to what, and what a gateway reaches.

pub(crate) mod clients;
pub(crate) mod connections;
pub(crate) mod dependencies;
pub(crate) mod names;
pub(crate) mod neighbour;
pub(crate) mod peerings;
pub(crate) mod reach;
pub(crate) mod route_tables;
pub(crate) mod subnets;
pub(crate) mod topology;
pub(crate) mod virtual_wan;
