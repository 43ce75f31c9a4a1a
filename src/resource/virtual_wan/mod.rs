//! Point-to-site of Virtual WAN: server configurations, gateways in hubs, the hubs, and what is connected to them.

pub(crate) mod gateway;
pub(crate) mod hub;
pub(crate) mod server_configuration;
