//! What VPN gateways carry, offer and take.

pub(crate) mod ipsec;
pub(crate) mod limits;
pub(crate) mod occupancy;
pub(crate) mod protocols;
pub(crate) mod sku;
pub(crate) mod virtual_wan;
