//! The register of lints: one line for each room.

use crate::lint::Lint;

/// Declares the rooms as modules and lists their lints.
macro_rules! register {
    ($($room:ident),+ $(,)?) => {
        $(pub mod $room;)+

        /// All lints, in the order of the register.
        pub static ALL: &[&Lint] = &[$(&$room::LINT),+];
    };
}

register! {
    dns_default_only,
    dns_public_resolver,
    dns_server_in_pool,
    dns_wire_server_in_list,
    gateway_subnet_default_route,
    p2s_gateway_type_not_vpn,
    pool_overlaps_vnet,
    unreadable_input,
}

/// The lint of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Lint> {
    ALL.iter().copied().find(|lint| lint.id == id)
}
