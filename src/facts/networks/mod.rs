//! Addresses, routing and names: what is true of them in Azure.

pub(crate) mod address_ranges;
pub(crate) mod bgp;
pub(crate) mod dns;
pub(crate) mod pool;
pub(crate) mod public_ip;
