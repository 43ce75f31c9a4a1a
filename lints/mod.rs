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
    auth_settings_without_type,
    auth_type_without_settings,
    client_os_not_covered,
    custom_route_overlaps_pool,
    dns_blob_zone_linked,
    dns_default_only,
    dns_public_resolver,
    dns_resolver_wildcard_ruleset,
    dns_server_in_gateway_subnet,
    dns_server_in_pool,
    dns_server_invalid,
    dns_server_limit,
    dns_server_single_or_duplicate,
    dns_server_unreachable,
    dns_wire_server_in_list,
    duplicate_protocol_or_auth,
    entra_only_with_ikev2,
    entra_with_sstp,
    entra_without_openvpn,
    gateway_subnet_default_route,
    ikev2_udp_only,
    multi_auth_types_unset,
    multi_auth_without_openvpn,
    no_auth_configured,
    p2s_auth_not_entra_only,
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
    protocol_combination_invalid,
    protocols_unset,
    radius_and_cert_with_ikev2,
    unreadable_input,
}

/// The lint of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Lint> {
    ALL.iter().copied().find(|lint| lint.id == id)
}
