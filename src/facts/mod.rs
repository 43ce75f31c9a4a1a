//! What Azure allows, offers and retires, as tables with their sources.

mod address_ranges;
mod pool;

pub use address_ranges::{
    AZURE_DNS, NamedRange, PRIVATE, home_network, is_private, public_resolver, reserved, shared,
};
pub use pool::{POOL_PREFIX, POOL_PREFIX_ACTIVE_ACTIVE};
