//! The register of lints: one line for each room.
//!
//! `build.rs` makes `ALL` from these lines.
#![allow(
    clippy::unnecessary_wraps,
    reason = "all checks have one signature, also those that can't fail"
)]

use crate::lint::Lint;

pub mod active_active_p2s_three_ipconfigs;
pub mod active_active_two_ipconfigs;
pub mod active_standby_several_ipconfigs;
pub mod api_version_too_old;
pub mod api_version_unknown;
pub mod auth_settings_without_type;
pub mod auth_type_without_settings;
pub mod azure_germany_audience;
pub mod basic_sku_active_active;
pub mod basic_sku_bgp;
pub mod basic_sku_entra;
pub mod basic_sku_ikev2;
pub mod basic_sku_ipsec_policy;
pub mod basic_sku_openvpn;
pub mod basic_sku_production;
pub mod basic_sku_radius;
pub mod basic_sku_user_groups;
pub mod cert_properties_wrapper_missing;
pub mod child_state;
pub mod classic_gateway;
pub mod client_cert_cn_format;
pub mod client_cert_ecc_with_ikev2;
pub mod client_cert_eku;
pub mod client_cert_eku_order;
pub mod client_cert_expired;
pub mod client_cert_expiring;
pub mod client_cert_is_root;
pub mod client_cert_no_subject;
pub mod client_cert_no_trusted_root;
pub mod client_cert_not_yet_valid;
pub mod client_cert_outlives_root;
pub mod client_cert_revoked;
pub mod client_cert_san_upn;
pub mod client_cert_weak;
pub mod client_os_not_covered;
pub mod connections_near_limit;
pub mod custom_route_overlaps_pool;
pub mod dns_blob_zone_linked;
pub mod dns_default_only;
pub mod dns_public_resolver;
pub mod dns_resolver_wildcard_ruleset;
pub mod dns_server_in_gateway_subnet;
pub mod dns_server_in_pool;
pub mod dns_server_invalid;
pub mod dns_server_limit;
pub mod dns_server_single_or_duplicate;
pub mod dns_server_unreachable;
pub mod dns_wire_server_in_list;
pub mod duplicate_key;
pub mod duplicate_protocol_or_auth;
pub mod duplicate_vpn_gateway_in_vnet;
pub mod entra_legacy_audience;
pub mod entra_only_with_ikev2;
pub mod entra_with_sstp;
pub mod entra_without_openvpn;
pub mod enum_value_unknown;
pub mod expired_suppression;
pub mod expressroute_beside_basic_sku;
pub mod expressroute_only_property;
pub mod gateway_default_site_set;
pub mod gateway_location_mismatch;
pub mod gateway_name_invalid;
pub mod gateway_state;
pub mod gateway_subnet_default_route;
pub mod gateway_subnet_foreign_resources;
pub mod gateway_subnet_nat_gateway;
pub mod gateway_subnet_nsg;
pub mod gateway_subnet_outside_vnet;
pub mod gateway_subnet_route_covers_public_ip;
pub mod gateway_subnet_route_hides_pool;
pub mod gateway_subnet_route_propagation_off;
pub mod gateway_subnet_route_to_itself;
pub mod gateway_subnet_service_endpoint_policy;
pub mod gateway_subnet_service_endpoints_no_route;
pub mod gateway_subnet_too_small;
pub mod generation_sku_mismatch;
pub mod ikev2_udp_only;
pub mod ipconfig_name_duplicate;
pub mod ipconfig_without_public_ip;
pub mod malformed_resource;
pub mod migration_running;
pub mod multi_auth_types_unset;
pub mod multi_auth_without_openvpn;
pub mod no_auth_configured;
pub mod p2s_auth_not_entra_only;
pub mod p2s_gateway_type_not_vpn;
pub mod p2s_policy_based;
pub mod peering_address_overlap;
pub mod peering_hub_no_transit;
pub mod peering_not_connected;
pub mod peering_out_of_sync;
pub mod peering_remote_gateway_with_own;
pub mod peering_remote_has_no_gateway;
pub mod peering_several_remote_gateways;
pub mod peering_spoke_no_remote_gateway;
pub mod policy_based_non_basic;
pub mod pool_bad_cidr;
pub mod pool_ipam_allocation;
pub mod pool_ipv6_unsupported;
pub mod pool_missing;
pub mod pool_nearly_full;
pub mod pool_overlaps_home_network;
pub mod pool_overlaps_itself;
pub mod pool_overlaps_local_network;
pub mod pool_overlaps_other_gateway;
pub mod pool_overlaps_peered_vnet;
pub mod pool_overlaps_vnet;
pub mod pool_public_range;
pub mod pool_reserved_range;
pub mod pool_split_with_sstp;
pub mod pool_too_small;
pub mod private_ip_static;
pub mod private_key_file;
pub mod private_key_in_config;
pub mod protocol_combination_invalid;
pub mod protocols_unset;
pub mod public_ip_basic;
pub mod public_ip_dynamic;
pub mod public_ip_reused;
pub mod public_ip_zones_missing;
pub mod public_ip_zones_on_non_az;
pub mod public_ips_differ;
pub mod radius_and_cert_with_ikev2;
pub mod required_property_missing;
pub mod resource_id_malformed;
pub mod revoked_duplicate_thumbprint;
pub mod revoked_has_cert_data;
pub mod revoked_name_invalid;
pub mod revoked_thumbprint_format;
pub mod revoked_thumbprint_sha256;
pub mod revoked_without_cert_auth;
pub mod root_cert_der_corrupt;
pub mod root_cert_double_base64;
pub mod root_cert_duplicate;
pub mod root_cert_ecc_with_ikev2;
pub mod root_cert_empty;
pub mod root_cert_expired;
pub mod root_cert_expiring;
pub mod root_cert_file_not_on_gateway;
pub mod root_cert_has_private_key;
pub mod root_cert_is_client_cert;
pub mod root_cert_is_revoked;
pub mod root_cert_key_usage;
pub mod root_cert_keyvault_reference;
pub mod root_cert_limit;
pub mod root_cert_name_duplicate;
pub mod root_cert_name_invalid;
pub mod root_cert_not_base64;
pub mod root_cert_not_ca;
pub mod root_cert_not_self_signed;
pub mod root_cert_not_yet_valid;
pub mod root_cert_pem_armor;
pub mod root_cert_public_ca;
pub mod root_cert_same_subject_new_key;
pub mod root_cert_sample_data;
pub mod root_cert_self_signature_bad;
pub mod root_cert_unusual_algorithm;
pub mod root_cert_weak_key;
pub mod root_cert_weak_signature;
pub mod root_cert_whitespace;
pub mod root_cert_wrong_object;
pub mod route_next_hop_ip;
pub mod route_virtualnetworkgateway_coexist;
pub mod s2s_down_for_dependency;
pub mod secret_in_exported_json;
pub mod secret_literal_in_template;
pub mod single_zone_public_ip;
pub mod sku_for_other_gateway_type;
pub mod sku_name_tier_differ;
pub mod sku_non_az_existing;
pub mod sku_non_az_new;
pub mod sku_standard_highperformance;
pub mod sstp_enabling_blocked;
pub mod sstp_retiring;
pub mod subnet_not_gatewaysubnet;
pub mod suppression_without_reason;
pub mod template_argument_count;
pub mod template_circular_reference;
pub mod template_copy_count;
pub mod template_fails;
pub mod template_function_not_allowed;
pub mod template_invalid_argument;
pub mod template_limit_exceeded;
pub mod template_linked_missing;
pub mod template_missing_property;
pub mod template_parameter_constraint;
pub mod template_parameter_missing;
pub mod template_syntax_error;
pub mod template_unknown_function;
pub mod template_unknown_parameter;
pub mod template_unknown_variable;
pub mod unknown_property;
pub mod unreadable_input;
pub mod unused_suppression;
pub mod workload_route_loses_pool;

// All lints, in the order of the lines above.
include!(concat!(env!("OUT_DIR"), "/register.rs"));

/// The lints that run unless something else is asked for.
pub fn usual() -> impl Iterator<Item = &'static Lint> {
    ALL.iter().copied().filter(|lint| lint.default)
}

/// The lint of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Lint> {
    ALL.iter().copied().find(|lint| lint.id == id)
}
