//! Virtual WANs, their hubs, and point-to-site in them.

use super::gateways::MEMBERS;
use super::table::{
    ArgumentMapping, Conversion, ResourceMapping, Unset, below, block, blocks, field, id, ipsec,
    row, same, spread,
};

/// Of clients of a VPN server configuration.
const IPSEC: &[ArgumentMapping] = &ipsec("sa_lifetime_seconds", "sa_data_size_kilobytes");

/// The routing of a connection to a virtual hub.
const HUB_ROUTING: &[ArgumentMapping] = &[
    id("associated_route_table_id", "associatedRouteTable"),
    id("inbound_route_map_id", "inboundRouteMap"),
    id("outbound_route_map_id", "outboundRouteMap"),
    block(
        "propagated_route_table",
        "propagatedRouteTables",
        &[
            same("labels", "labels"),
            field("ids", "ids", Conversion::Ids),
            field("route_table_ids", "ids", Conversion::Ids),
        ],
    ),
    same(
        "static_vnet_local_route_override_criteria",
        "vnetRoutes.staticRoutesConfig.vnetLocalRouteOverrideCriteria",
    ),
    same(
        "static_vnet_propagate_static_routes_enabled",
        "vnetRoutes.staticRoutesConfig.propagateStaticRoutes",
    ),
    blocks(
        "static_vnet_route",
        "vnetRoutes.staticRoutes",
        &[
            same("name", "name"),
            same("address_prefixes", "addressPrefixes"),
            same("next_hop_ip_address", "nextHopIpAddress"),
        ],
    ),
];

/// The rows.
pub(super) static ROWS: &[ResourceMapping] = &[
    row(
        "azurerm_virtual_wan",
        "Microsoft.Network/virtualWans",
        &[
            same("type", "properties.type").or(Unset::Text("Standard")),
            same("disable_vpn_encryption", "properties.disableVpnEncryption"),
            same("allow_branch_to_branch_traffic", "properties.allowBranchToBranchTraffic")
                .or(Unset::Truth(true)),
        ],
    ),
    row(
        "azurerm_virtual_hub",
        "Microsoft.Network/virtualHubs",
        &[
            same("address_prefix", "properties.addressPrefix"),
            same("sku", "properties.sku"),
            id("virtual_wan_id", "properties.virtualWan"),
            same("hub_routing_preference", "properties.hubRoutingPreference")
                .or(Unset::Text("ExpressRoute")),
            same("branch_to_branch_traffic_enabled", "properties.allowBranchToBranchTraffic")
                .or(Unset::Truth(false)),
            same(
                "virtual_router_auto_scale_min_capacity",
                "properties.virtualRouterAutoScaleConfiguration.minCapacity",
            ),
            blocks(
                "route",
                "properties.routeTable.routes",
                &[
                    same("address_prefixes", "addressPrefixes"),
                    same("next_hop_ip_address", "nextHopIpAddress"),
                ],
            ),
        ],
    ),
    below(
        "azurerm_virtual_hub_connection",
        "Microsoft.Network/virtualHubs/hubVirtualNetworkConnections",
        "virtual_hub_id",
        &[
            id("remote_virtual_network_id", "properties.remoteVirtualNetwork"),
            same("internet_security_enabled", "properties.enableInternetSecurity")
                .or(Unset::Truth(false)),
            block("routing", "properties.routingConfiguration", HUB_ROUTING),
        ],
    ),
    below(
        "azurerm_virtual_hub_route_table",
        "Microsoft.Network/virtualHubs/hubRouteTables",
        "virtual_hub_id",
        &[
            same("labels", "properties.labels"),
            blocks(
                "route",
                "properties.routes",
                &[
                    same("name", "name"),
                    same("destinations_type", "destinationType"),
                    same("destinations", "destinations"),
                    same("next_hop_type", "nextHopType").or(Unset::Text("ResourceId")),
                    same("next_hop", "nextHop"),
                ],
            ),
        ],
    ),
    row(
        "azurerm_vpn_server_configuration",
        "Microsoft.Network/vpnServerConfigurations",
        &[
            same("vpn_protocols", "properties.vpnProtocols"),
            same("vpn_authentication_types", "properties.vpnAuthenticationTypes"),
            block(
                "azure_active_directory_authentication",
                "properties.aadAuthenticationParameters",
                &[
                    same("audience", "aadAudience"),
                    same("issuer", "aadIssuer"),
                    same("tenant", "aadTenant"),
                ],
            ),
            blocks(
                "client_root_certificate",
                "properties.vpnClientRootCertificates",
                &[same("name", "name"), same("public_cert_data", "publicCertData")],
            ),
            blocks(
                "client_revoked_certificate",
                "properties.vpnClientRevokedCertificates",
                &[same("name", "name"), same("thumbprint", "thumbprint")],
            ),
            spread(
                "radius",
                &[
                    blocks(
                        "server",
                        "properties.radiusServers",
                        &[
                            same("address", "radiusServerAddress"),
                            same("secret", "radiusServerSecret"),
                            same("score", "radiusServerScore"),
                        ],
                    ),
                    blocks(
                        "client_root_certificate",
                        "properties.radiusClientRootCertificates",
                        &[same("name", "name"), same("thumbprint", "thumbprint")],
                    ),
                    blocks(
                        "server_root_certificate",
                        "properties.radiusServerRootCertificates",
                        &[same("name", "name"), same("public_cert_data", "publicCertData")],
                    ),
                ],
            ),
            blocks("ipsec_policy", "properties.vpnClientIpsecPolicies", IPSEC),
        ],
    ),
    below(
        "azurerm_vpn_server_configuration_policy_group",
        "Microsoft.Network/vpnServerConfigurations/configurationPolicyGroups",
        "vpn_server_configuration_id",
        &[
            same("is_default", "properties.isDefault").or(Unset::Truth(false)),
            same("priority", "properties.priority"),
            blocks("policy", "properties.policyMembers", MEMBERS),
        ],
    ),
    row(
        "azurerm_point_to_site_vpn_gateway",
        "Microsoft.Network/p2svpnGateways",
        &[
            id("virtual_hub_id", "properties.virtualHub"),
            id("vpn_server_configuration_id", "properties.vpnServerConfiguration"),
            same("scale_unit", "properties.vpnGatewayScaleUnit"),
            same("dns_servers", "properties.customDnsServers"),
            same("routing_preference_internet_enabled", "properties.isRoutingPreferenceInternet"),
            blocks(
                "connection_configuration",
                "properties.p2SConnectionConfigurations",
                &[
                    same("name", "name"),
                    block(
                        "vpn_client_address_pool",
                        "properties.vpnClientAddressPool",
                        &[same("address_prefixes", "addressPrefixes")],
                    ),
                    same("internet_security_enabled", "properties.enableInternetSecurity")
                        .or(Unset::Truth(false)),
                    field(
                        "configuration_policy_group_ids",
                        "properties.configurationPolicyGroupAssociations",
                        Conversion::Ids,
                    ),
                    block("route", "properties.routingConfiguration", HUB_ROUTING),
                ],
            ),
        ],
    ),
];
