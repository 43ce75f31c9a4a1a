//! What Azure allows, offers and retires, as tables with their sources.

mod address_ranges;
mod dns;
mod pool;
mod protocols;

pub use address_ranges::{
    AZURE_DNS, NamedRange, PRIVATE, home_network, is_private, public_resolver, reserved, shared,
};
pub use dns::{BLOB_ZONES, DNS_SERVERS, RESOLUTION_POLICY_SINCE};
pub use pool::{POOL_PREFIX, POOL_PREFIX_ACTIVE_ACTIVE};
pub use protocols::{PROTOCOL_MATRIX, ProtocolRow, protocol_row};
