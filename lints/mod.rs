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
    api_version_too_old,
    api_version_unknown,
    azure_germany_audience,
    basic_sku_active_active,
    basic_sku_bgp,
    basic_sku_entra,
    basic_sku_ikev2,
    basic_sku_ipsec_policy,
    basic_sku_openvpn,
    basic_sku_production,
    basic_sku_radius,
    basic_sku_user_groups,
    classic_gateway,
    duplicate_vpn_gateway_in_vnet,
    entra_legacy_audience,
    enum_value_unknown,
    expressroute_only_property,
    gateway_default_site_set,
    gateway_location_mismatch,
    gateway_name_invalid,
    gateway_subnet_default_route,
    generation_sku_mismatch,
    p2s_gateway_type_not_vpn,
    p2s_policy_based,
    policy_based_non_basic,
    required_property_missing,
    resource_id_malformed,
    secret_in_exported_json,
    secret_literal_in_template,
    sku_for_other_gateway_type,
    sku_name_tier_differ,
    sku_non_az_existing,
    sku_non_az_new,
    sku_standard_highperformance,
    sstp_enabling_blocked,
    sstp_retiring,
    unknown_property,
    unreadable_input,
}

/// The lint of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Lint> {
    ALL.iter().copied().find(|lint| lint.id == id)
}
