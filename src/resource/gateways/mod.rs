//! Gateways: what they are, offer and connect to, and how they are used.

pub(crate) mod authentication;
pub(crate) mod client_settings;
pub(crate) mod connection;
pub(crate) mod gateway;
pub(crate) mod migration;
pub(crate) mod occupancy;
pub(crate) mod offer;
pub(crate) mod session;
pub(crate) mod state;
