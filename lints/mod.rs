//! The register of lints: one line for each room.
#![allow(clippy::unnecessary_wraps, reason = "all checks have one signature, also those that can't fail")]

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
    custom_route_overlaps_pool,
    dns_default_only,
    dns_public_resolver,
    dns_server_in_pool,
    dns_wire_server_in_list,
    gateway_subnet_default_route,
    p2s_gateway_type_not_vpn,
    pool_bad_cidr,
    pool_ipam_allocation,
    pool_ipv6_unsupported,
    pool_missing,
    pool_overlaps_home_network,
    pool_overlaps_itself,
    pool_overlaps_local_network,
    pool_overlaps_other_gateway,
    pool_overlaps_peered_vnet,
    pool_overlaps_vnet,
    pool_public_range,
    pool_reserved_range,
    pool_split_with_sstp,
    pool_too_small,
    unreadable_input,
}

/// The lint of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Lint> {
    ALL.iter().copied().find(|lint| lint.id == id)
}
