//! The register of lints: one line for each room.
#![allow(
    clippy::unnecessary_wraps,
    reason = "all checks have one signature, also those that can't fail"
)]

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
    auth_settings_without_type,
    auth_type_without_settings,
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
    cert_properties_wrapper_missing,
    child_state,
    classic_gateway,
    client_os_not_covered,
    connections_near_limit,
    custom_route_overlaps_pool,
    dns_default_only,
    dns_public_resolver,
    dns_server_in_pool,
    dns_wire_server_in_list,
    duplicate_key,
    duplicate_protocol_or_auth,
    duplicate_vpn_gateway_in_vnet,
    entra_legacy_audience,
    entra_only_with_ikev2,
    entra_with_sstp,
    entra_without_openvpn,
    enum_value_unknown,
    expressroute_only_property,
    gateway_default_site_set,
    gateway_location_mismatch,
    gateway_name_invalid,
    gateway_state,
    gateway_subnet_default_route,
    gateway_subnet_nsg,
    gateway_subnet_route_propagation_off,
    generation_sku_mismatch,
    ikev2_udp_only,
    malformed_resource,
    migration_running,
    multi_auth_types_unset,
    multi_auth_without_openvpn,
    no_auth_configured,
    p2s_auth_not_entra_only,
    p2s_gateway_type_not_vpn,
    p2s_policy_based,
    policy_based_non_basic,
    pool_bad_cidr,
    pool_ipam_allocation,
    pool_ipv6_unsupported,
    pool_missing,
    pool_nearly_full,
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
    private_key_in_config,
    protocol_combination_invalid,
    protocols_unset,
    radius_and_cert_with_ikev2,
    required_property_missing,
    resource_id_malformed,
    revoked_duplicate_thumbprint,
    revoked_has_cert_data,
    revoked_name_invalid,
    revoked_thumbprint_format,
    revoked_thumbprint_sha256,
    revoked_without_cert_auth,
    root_cert_der_corrupt,
    root_cert_double_base64,
    root_cert_duplicate,
    root_cert_ecc_with_ikev2,
    root_cert_empty,
    root_cert_expired,
    root_cert_expiring,
    root_cert_has_private_key,
    root_cert_is_client_cert,
    root_cert_is_revoked,
    root_cert_key_usage,
    root_cert_keyvault_reference,
    root_cert_limit,
    root_cert_name_duplicate,
    root_cert_name_invalid,
    root_cert_not_base64,
    root_cert_not_ca,
    root_cert_not_self_signed,
    root_cert_not_yet_valid,
    root_cert_pem_armor,
    root_cert_public_ca,
    root_cert_same_subject_new_key,
    root_cert_sample_data,
    root_cert_self_signature_bad,
    root_cert_unusual_algorithm,
    root_cert_weak_key,
    root_cert_weak_signature,
    root_cert_whitespace,
    root_cert_wrong_object,
    s2s_down_for_dependency,
    secret_in_exported_json,
    secret_literal_in_template,
    sku_for_other_gateway_type,
    sku_name_tier_differ,
    sku_non_az_existing,
    sku_non_az_new,
    sku_standard_highperformance,
    sstp_enabling_blocked,
    sstp_retiring,
    subnet_not_gatewaysubnet,
    template_argument_count,
    template_circular_reference,
    template_copy_count,
    template_fails,
    template_function_not_allowed,
    template_invalid_argument,
    template_limit_exceeded,
    template_linked_missing,
    template_missing_property,
    template_parameter_constraint,
    template_parameter_missing,
    template_syntax_error,
    template_unknown_function,
    template_unknown_parameter,
    template_unknown_variable,
    unknown_property,
    unreadable_input,
}

/// Lints that run only when they are asked for: healthy gateways have what they find, and only some policies forbid it.
pub const OPT_IN: &[&str] = &["p2s-auth-not-entra-only"];

/// The lints that run unless something else is asked for.
pub fn usual() -> impl Iterator<Item = &'static Lint> {
    ALL.iter().copied().filter(|lint| !OPT_IN.contains(&lint.id))
}

/// The lint of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Lint> {
    ALL.iter().copied().find(|lint| lint.id == id)
}
