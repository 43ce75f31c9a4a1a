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
    active_active_p2s_three_ipconfigs,
    active_active_two_ipconfigs,
    active_standby_several_ipconfigs,
    expressroute_beside_basic_sku,
    gateway_subnet_default_route,
    gateway_subnet_foreign_resources,
    gateway_subnet_nat_gateway,
    gateway_subnet_nsg,
    gateway_subnet_outside_vnet,
    gateway_subnet_route_covers_public_ip,
    gateway_subnet_route_hides_pool,
    gateway_subnet_route_propagation_off,
    gateway_subnet_route_to_itself,
    gateway_subnet_service_endpoint_policy,
    gateway_subnet_service_endpoints_no_route,
    gateway_subnet_too_small,
    ipconfig_name_duplicate,
    ipconfig_without_public_ip,
    p2s_gateway_type_not_vpn,
    peering_address_overlap,
    peering_hub_no_transit,
    peering_not_connected,
    peering_out_of_sync,
    peering_remote_gateway_with_own,
    peering_remote_has_no_gateway,
    peering_several_remote_gateways,
    peering_spoke_no_remote_gateway,
    private_ip_static,
    public_ip_basic,
    public_ip_dynamic,
    public_ip_reused,
    public_ip_zones_missing,
    public_ip_zones_on_non_az,
    public_ips_differ,
    route_next_hop_ip,
    route_virtualnetworkgateway_coexist,
    single_zone_public_ip,
    subnet_not_gatewaysubnet,
    unreadable_input,
    workload_route_loses_pool,
}

/// The lint of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Lint> {
    ALL.iter().copied().find(|lint| lint.id == id)
}
