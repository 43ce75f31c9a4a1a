//! How small a client address pool may be.

/// The longest mask of a pool on an active-passive gateway.
///
/// Source: <https://learn.microsoft.com/azure/vpn-gateway/point-to-site-certificate-gateway>, "minimum subnet mask".
pub const POOL_PREFIX: u8 = 29;

/// The longest mask of a pool on an active-active gateway, from the same page.
pub const POOL_PREFIX_ACTIVE_ACTIVE: u8 = 28;
