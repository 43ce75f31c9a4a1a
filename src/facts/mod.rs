//! What Azure allows, offers and retires, as tables with their sources.

mod address_ranges;

pub use address_ranges::{
    AZURE_DNS, NamedRange, home_network, is_private, public_resolver, reserved, shared,
};
