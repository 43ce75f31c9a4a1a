//! What gateways in virtual networks and in hubs of Virtual WAN say about their clients, seen alike.

pub(crate) mod pools;
pub(crate) mod user_groups;
