//! Resource groups, virtual networks and what lies in them: subnets, peerings, addresses, routes, rules.

use super::table::{
    ArgumentMapping, Conversion, ResourceMapping, Unset, blocks, child, each, field, id, not, row,
    same, spread,
};

/// A rule has the same arguments in its group and as a resource of its own.
const SECURITY_RULE: &[ArgumentMapping] = &[
    same("name", "name"),
    same("description", "properties.description"),
    same("protocol", "properties.protocol"),
    same("source_port_range", "properties.sourcePortRange"),
    same("source_port_ranges", "properties.sourcePortRanges"),
    same("destination_port_range", "properties.destinationPortRange"),
    same("destination_port_ranges", "properties.destinationPortRanges"),
    same("source_address_prefix", "properties.sourceAddressPrefix"),
    same("source_address_prefixes", "properties.sourceAddressPrefixes"),
    field(
        "source_application_security_group_ids",
        "properties.sourceApplicationSecurityGroups",
        Conversion::Ids,
    ),
    same("destination_address_prefix", "properties.destinationAddressPrefix"),
    same("destination_address_prefixes", "properties.destinationAddressPrefixes"),
    field(
        "destination_application_security_group_ids",
        "properties.destinationApplicationSecurityGroups",
        Conversion::Ids,
    ),
    same("access", "properties.access"),
    same("priority", "properties.priority"),
    same("direction", "properties.direction"),
];

const DELEGATION: &[ArgumentMapping] = &[
    same("name", "name"),
    spread("service_delegation", &[same("name", "properties.serviceName")]),
];

/// Address ranges that a manager of networks hands out.
const IP_POOL: &[ArgumentMapping] =
    &[id("id", "pool"), same("number_of_ip_addresses", "numberOfIpAddresses")];

/// The rows.
pub(super) static ROWS: &[ResourceMapping] = &[
    row("azurerm_resource_group", "", &[]),
    row(
        "azurerm_virtual_network",
        "Microsoft.Network/virtualNetworks",
        &[
            same("address_space", "properties.addressSpace.addressPrefixes"),
            same("dns_servers", "properties.dhcpOptions.dnsServers"),
            blocks("ip_address_pool", "properties.addressSpace.ipamPoolPrefixAllocations", IP_POOL),
            blocks(
                "subnet",
                "properties.subnets",
                &[
                    same("name", "name"),
                    same("address_prefix", "properties.addressPrefix"),
                    same("address_prefixes", "properties.addressPrefixes"),
                    id("security_group", "properties.networkSecurityGroup"),
                    id("route_table_id", "properties.routeTable"),
                    each("service_endpoints", "properties.serviceEndpoints", "service"),
                    blocks(
                        "service_endpoint",
                        "properties.serviceEndpoints",
                        &[same("service", "service")],
                    ),
                    field(
                        "service_endpoint_policy_ids",
                        "properties.serviceEndpointPolicies",
                        Conversion::Ids,
                    ),
                    blocks("delegation", "properties.delegations", DELEGATION),
                ],
            ),
        ],
    ),
    child(
        "azurerm_subnet",
        "Microsoft.Network/virtualNetworks/subnets",
        &["virtual_network_name"],
        &[
            same("address_prefixes", "properties.addressPrefixes"),
            // 2 and 3 took one prefix as a text, too.
            same("address_prefix", "properties.addressPrefix"),
            // 5.0 upgrade guide: `service_endpoints` has become blocks of `service_endpoint`.
            each("service_endpoints", "properties.serviceEndpoints", "service"),
            blocks(
                "service_endpoint",
                "properties.serviceEndpoints",
                &[same("service", "service")],
            ),
            field(
                "service_endpoint_policy_ids",
                "properties.serviceEndpointPolicies",
                Conversion::Ids,
            ),
            blocks("delegation", "properties.delegations", DELEGATION),
            blocks("ip_address_pool", "properties.ipamPoolPrefixAllocations", IP_POOL),
            same("default_outbound_access_enabled", "properties.defaultOutboundAccess"),
            id("route_table_id_wo", "properties.routeTable"),
            id("network_security_group_id_wo", "properties.networkSecurityGroup"),
        ],
    ),
    child(
        "azurerm_virtual_network_peering",
        "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
        &["virtual_network_name"],
        &[
            id("remote_virtual_network_id", "properties.remoteVirtualNetwork"),
            same("allow_virtual_network_access", "properties.allowVirtualNetworkAccess")
                .or(Unset::Truth(true)),
            same("allow_forwarded_traffic", "properties.allowForwardedTraffic"),
            same("allow_gateway_transit", "properties.allowGatewayTransit"),
            same("use_remote_gateways", "properties.useRemoteGateways"),
            same("peer_complete_virtual_networks_enabled", "properties.peerCompleteVnets"),
            same("local_subnet_names", "properties.localSubnetNames"),
            same("remote_subnet_names", "properties.remoteSubnetNames"),
        ],
    ),
    row(
        "azurerm_public_ip",
        "Microsoft.Network/publicIPAddresses",
        &[
            // 4.0 upgrade guide: `sku` now defaults to `Standard`; 3 has `Basic`.
            same("sku", "sku.name").or(Unset::Since(4, "Basic", "Standard")),
            same("sku_tier", "sku.tier").or(Unset::Text("Regional")),
            same("allocation_method", "properties.publicIPAllocationMethod"),
            same("ip_version", "properties.publicIPAddressVersion").or(Unset::Text("IPv4")),
            same("idle_timeout_in_minutes", "properties.idleTimeoutInMinutes"),
            same("domain_name_label", "properties.dnsSettings.domainNameLabel"),
            id("public_ip_prefix_id", "properties.publicIPPrefix"),
            same("zones", "zones"),
        ],
    ),
    row(
        "azurerm_public_ip_prefix",
        "Microsoft.Network/publicIPPrefixes",
        &[
            same("sku", "sku.name").or(Unset::Text("Standard")),
            same("sku_tier", "sku.tier").or(Unset::Text("Regional")),
            same("ip_version", "properties.publicIPAddressVersion").or(Unset::Text("IPv4")),
            same("prefix_length", "properties.prefixLength"),
            same("zones", "zones"),
        ],
    ),
    row(
        "azurerm_route_table",
        "Microsoft.Network/routeTables",
        &[
            // 4.0 upgrade guide: `disable_bgp_route_propagation` has become `bgp_route_propagation_enabled`.
            not("bgp_route_propagation_enabled", "properties.disableBgpRoutePropagation"),
            same("disable_bgp_route_propagation", "properties.disableBgpRoutePropagation"),
            blocks(
                "route",
                "properties.routes",
                &[
                    same("name", "name"),
                    same("address_prefix", "properties.addressPrefix"),
                    same("next_hop_type", "properties.nextHopType"),
                    same("next_hop_in_ip_address", "properties.nextHopIpAddress"),
                ],
            ),
        ],
    ),
    child(
        "azurerm_route",
        "Microsoft.Network/routeTables/routes",
        &["route_table_name"],
        &[
            same("address_prefix", "properties.addressPrefix"),
            same("next_hop_type", "properties.nextHopType"),
            same("next_hop_in_ip_address", "properties.nextHopIpAddress"),
        ],
    ),
    row(
        "azurerm_network_security_group",
        "Microsoft.Network/networkSecurityGroups",
        &[blocks("security_rule", "properties.securityRules", SECURITY_RULE)],
    ),
    child(
        "azurerm_network_security_rule",
        "Microsoft.Network/networkSecurityGroups/securityRules",
        &["network_security_group_name"],
        SECURITY_RULE,
    ),
    row(
        "azurerm_nat_gateway",
        "Microsoft.Network/natGateways",
        &[
            same("sku_name", "sku.name").or(Unset::Text("Standard")),
            same("idle_timeout_in_minutes", "properties.idleTimeoutInMinutes"),
            same("zones", "zones"),
        ],
    ),
];
