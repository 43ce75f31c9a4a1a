//! Which resource of `azurerm` is which of Azure's, argument by argument.
//!
//! The source of each row is the resource's page of the provider's documentation (`website/docs/r/NAME.html.markdown` of
//! hashicorp/terraform-provider-azurerm, read at version 5.2.0), the properties those of the ARM template reference. Where
//! versions 3, 4 and 5 differ, both arguments stand in the row, with the upgrade guide that says so
//! (`website/docs/guides/4.0-upgrade-guide.html.markdown`, `5.0-upgrade-guide.html.markdown`).

/// How an argument becomes a property.
#[derive(Clone, Copy, Debug)]
pub(super) enum How {
    /// The same value.
    Same,
    /// A bool turned around.
    Not,
    /// An id, which Azure has in an object of its own.
    Id,
    /// Each element in an object under this name.
    Each(&'static str),
    /// Blocks, each an object of these fields.
    Blocks(&'static [Field]),
    /// A block that stands at most once: an object of these fields.
    Block(&'static [Field]),
    /// A block that stands at most once, whose fields are properties of what it stands in.
    Spread(&'static [Field]),
    /// A list of ids, each of which Azure has in an object of its own.
    Ids,
    /// A bool that Azure has as one of two words: for `true` and for `false`.
    Words(&'static str, &'static str),
}

/// What the provider writes where the configuration says nothing, as its documentation has it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Unset {
    /// Nothing, or what Azure takes too.
    Nothing,
    /// This text.
    Text(&'static str),
    /// This truth.
    Truth(bool),
    /// One text before a version of the provider, and another one from it on.
    Since(u64, &'static str, &'static str),
}

/// An argument and the property that it sets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    /// The argument.
    pub(super) argument: &'static str,
    /// The way to the property, in the resource as a template has it.
    pub(super) property: &'static str,
    /// What becomes of the value.
    pub(super) how: How,
    /// What is written where there is no value.
    pub(super) unset: Unset,
}

impl Field {
    const fn or(mut self, unset: Unset) -> Self {
        self.unset = unset;
        self
    }
}

/// A type of resource.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// Its name in the provider.
    pub(super) terraform: &'static str,
    /// Its full type in Azure.
    pub(super) azure: &'static str,
    /// Arguments that name its parents, outermost first.
    pub(super) parents: &'static [&'static str],
    /// The argument that has the parent's id, where there is such.
    pub(super) parent_id: Option<&'static str>,
    /// Its arguments.
    pub(super) fields: &'static [Field],
}

const fn field(argument: &'static str, property: &'static str, how: How) -> Field {
    Field { argument, property, how, unset: Unset::Nothing }
}

const fn same(argument: &'static str, property: &'static str) -> Field {
    field(argument, property, How::Same)
}

const fn not(argument: &'static str, property: &'static str) -> Field {
    field(argument, property, How::Not)
}

const fn id(argument: &'static str, property: &'static str) -> Field {
    field(argument, property, How::Id)
}

const fn each(argument: &'static str, property: &'static str, name: &'static str) -> Field {
    field(argument, property, How::Each(name))
}

const fn blocks(argument: &'static str, property: &'static str, fields: &'static [Field]) -> Field {
    field(argument, property, How::Blocks(fields))
}

const fn block(argument: &'static str, property: &'static str, fields: &'static [Field]) -> Field {
    field(argument, property, How::Block(fields))
}

const fn spread(argument: &'static str, fields: &'static [Field]) -> Field {
    field(argument, "", How::Spread(fields))
}

const fn row(terraform: &'static str, azure: &'static str, fields: &'static [Field]) -> Row {
    Row { terraform, azure, parents: &[], parent_id: None, fields }
}

const fn child(
    terraform: &'static str,
    azure: &'static str,
    parents: &'static [&'static str],
    fields: &'static [Field],
) -> Row {
    Row { terraform, azure, parents, parent_id: None, fields }
}

const IPSEC: &[Field] = &[
    same("sa_lifetime_in_seconds", "saLifeTimeSeconds"),
    same("sa_data_size_in_kilobytes", "saDataSizeKilobytes"),
    // Those of VPN server configurations.
    same("sa_lifetime_seconds", "saLifeTimeSeconds"),
    same("sa_data_size_kilobytes", "saDataSizeKilobytes"),
    same("ipsec_encryption", "ipsecEncryption"),
    same("ipsec_integrity", "ipsecIntegrity"),
    same("ike_encryption", "ikeEncryption"),
    same("ike_integrity", "ikeIntegrity"),
    same("dh_group", "dhGroup"),
    same("pfs_group", "pfsGroup"),
];

const fn below(
    terraform: &'static str,
    azure: &'static str,
    parent_id: &'static str,
    fields: &'static [Field],
) -> Row {
    Row { terraform, azure, parents: &[], parent_id: Some(parent_id), fields }
}

/// A rule has the same arguments in its group and as a resource of its own.
const SECURITY_RULE: &[Field] = &[
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
        How::Ids,
    ),
    same("destination_address_prefix", "properties.destinationAddressPrefix"),
    same("destination_address_prefixes", "properties.destinationAddressPrefixes"),
    field(
        "destination_application_security_group_ids",
        "properties.destinationApplicationSecurityGroups",
        How::Ids,
    ),
    same("access", "properties.access"),
    same("priority", "properties.priority"),
    same("direction", "properties.direction"),
];

/// The policies of connections have other names for three of them.
const CONNECTION_IPSEC: &[Field] = &[
    same("sa_lifetime", "saLifeTimeSeconds"),
    same("sa_datasize", "saDataSizeKilobytes"),
    same("ipsec_encryption", "ipsecEncryption"),
    same("ipsec_integrity", "ipsecIntegrity"),
    same("ike_encryption", "ikeEncryption"),
    same("ike_integrity", "ikeIntegrity"),
    same("dh_group", "dhGroup"),
    same("pfs_group", "pfsGroup"),
];

const CLIENTS: &[Field] = &[
    same("address_space", "vpnClientAddressPool.addressPrefixes"),
    same("aad_tenant", "aadTenant"),
    same("aad_audience", "aadAudience"),
    same("aad_issuer", "aadIssuer"),
    same("radius_server_address", "radiusServerAddress"),
    same("radius_server_secret", "radiusServerSecret"),
    same("vpn_client_protocols", "vpnClientProtocols"),
    same("vpn_auth_types", "vpnAuthenticationTypes"),
    blocks(
        "root_certificate",
        "vpnClientRootCertificates",
        &[same("name", "name"), same("public_cert_data", "properties.publicCertData")],
    ),
    blocks(
        "revoked_certificate",
        "vpnClientRevokedCertificates",
        &[same("name", "name"), same("thumbprint", "properties.thumbprint")],
    ),
    blocks(
        "radius_server",
        "radiusServers",
        &[
            same("address", "radiusServerAddress"),
            same("secret", "radiusServerSecret"),
            same("score", "radiusServerScore"),
        ],
    ),
    blocks("ipsec_policy", "vpnClientIpsecPolicies", IPSEC),
    blocks(
        "virtual_network_gateway_client_connection",
        "vngClientConnectionConfigurations",
        &[
            same("name", "name"),
            each("policy_group_names", "properties.virtualNetworkGatewayPolicyGroups", "id"),
            same("address_prefixes", "properties.vpnClientAddressPool.addressPrefixes"),
        ],
    ),
];

/// The members of a group of users.
const MEMBERS: &[Field] =
    &[same("name", "name"), same("type", "attributeType"), same("value", "attributeValue")];

const DELEGATION: &[Field] = &[
    same("name", "name"),
    spread("service_delegation", &[same("name", "properties.serviceName")]),
];

/// Address ranges that a manager of networks hands out.
const IP_POOL: &[Field] =
    &[id("id", "pool"), same("number_of_ip_addresses", "numberOfIpAddresses")];

/// The routing of a connection to a virtual hub.
const HUB_ROUTING: &[Field] = &[
    id("associated_route_table_id", "associatedRouteTable"),
    id("inbound_route_map_id", "inboundRouteMap"),
    id("outbound_route_map_id", "outboundRouteMap"),
    block(
        "propagated_route_table",
        "propagatedRouteTables",
        &[
            same("labels", "labels"),
            field("ids", "ids", How::Ids),
            field("route_table_ids", "ids", How::Ids),
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

/// All of them.
static ROWS: &[Row] = &[
    row("azurerm_resource_group", "", &[]),
    row(
        "azurerm_virtual_network_gateway",
        "Microsoft.Network/virtualNetworkGateways",
        &[
            same("type", "properties.gatewayType"),
            same("vpn_type", "properties.vpnType").or(Unset::Text("RouteBased")),
            same("active_active", "properties.activeActive"),
            // 5.0 upgrade guide: `enable_bgp` has become `bgp_enabled`.
            same("bgp_enabled", "properties.enableBgp"),
            same("enable_bgp", "properties.enableBgp"),
            same(
                "bgp_route_translation_for_nat_enabled",
                "properties.enableBgpRouteTranslationForNat",
            ),
            same("dns_forwarding_enabled", "properties.enableDnsForwarding"),
            not("ip_sec_replay_protection_enabled", "properties.disableIPSecReplayProtection"),
            same("remote_vnet_traffic_enabled", "properties.allowRemoteVnetTraffic"),
            same("virtual_wan_traffic_enabled", "properties.allowVirtualWanTraffic"),
            same("minimum_scale_unit", "properties.autoScaleConfiguration.bounds.min"),
            same("maximum_scale_unit", "properties.autoScaleConfiguration.bounds.max"),
            same("private_ip_address_enabled", "properties.enablePrivateIpAddress"),
            same("generation", "properties.vpnGatewayGeneration"),
            same("sku", "properties.sku.name"),
            same("sku", "properties.sku.tier"),
            id("default_local_network_gateway_id", "properties.gatewayDefaultSite"),
            blocks(
                "ip_configuration",
                "properties.ipConfigurations",
                &[
                    same("name", "name").or(Unset::Text("vnetGatewayConfig")),
                    same("private_ip_address_allocation", "properties.privateIPAllocationMethod"),
                    id("subnet_id", "properties.subnet"),
                    id("public_ip_address_id", "properties.publicIPAddress"),
                ],
            ),
            block(
                "bgp_settings",
                "properties.bgpSettings",
                &[
                    same("asn", "asn"),
                    same("peer_weight", "peerWeight"),
                    blocks(
                        "peering_addresses",
                        "bgpPeeringAddresses",
                        &[same("apipa_addresses", "customBgpIpAddresses")],
                    ),
                ],
            ),
            blocks(
                "policy_group",
                "properties.virtualNetworkGatewayPolicyGroups",
                &[
                    same("name", "name"),
                    same("is_default", "properties.isDefault").or(Unset::Truth(false)),
                    same("priority", "properties.priority"),
                    blocks("policy_member", "properties.policyMembers", MEMBERS),
                ],
            ),
            block(
                "custom_route",
                "properties.customRoutes",
                &[same("address_prefixes", "addressPrefixes")],
            ),
            block("vpn_client_configuration", "properties.vpnClientConfiguration", CLIENTS),
        ],
    ),
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
                        How::Ids,
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
            field("service_endpoint_policy_ids", "properties.serviceEndpointPolicies", How::Ids),
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
    row(
        "azurerm_local_network_gateway",
        "Microsoft.Network/localNetworkGateways",
        &[
            same("gateway_address", "properties.gatewayIpAddress"),
            same("gateway_fqdn", "properties.fqdn"),
            same("address_space", "properties.localNetworkAddressSpace.addressPrefixes"),
            block(
                "bgp_settings",
                "properties.bgpSettings",
                &[
                    same("asn", "asn"),
                    same("bgp_peering_address", "bgpPeeringAddress"),
                    same("peer_weight", "peerWeight"),
                ],
            ),
        ],
    ),
    row(
        "azurerm_virtual_network_gateway_connection",
        "Microsoft.Network/connections",
        &[
            same("type", "properties.connectionType"),
            id("virtual_network_gateway_id", "properties.virtualNetworkGateway1"),
            id("peer_virtual_network_gateway_id", "properties.virtualNetworkGateway2"),
            id("local_network_gateway_id", "properties.localNetworkGateway2"),
            id("express_route_circuit_id", "properties.peer"),
            same("shared_key", "properties.sharedKey"),
            // 5.0 upgrade guide: `enable_bgp` has become `bgp_enabled`.
            same("bgp_enabled", "properties.enableBgp"),
            same("enable_bgp", "properties.enableBgp"),
            same("connection_mode", "properties.connectionMode"),
            same("dpd_timeout_seconds", "properties.dpdTimeoutSeconds"),
            same("express_route_gateway_bypass", "properties.expressRouteGatewayBypass"),
            same("authorization_key", "properties.authorizationKey"),
            blocks(
                "traffic_selector_policy",
                "properties.trafficSelectorPolicies",
                &[
                    same("local_address_cidrs", "localAddressRanges"),
                    same("remote_address_cidrs", "remoteAddressRanges"),
                ],
            ),
            same("connection_protocol", "properties.connectionProtocol"),
            same("routing_weight", "properties.routingWeight"),
            same("use_policy_based_traffic_selectors", "properties.usePolicyBasedTrafficSelectors"),
            blocks("ipsec_policy", "properties.ipsecPolicies", CONNECTION_IPSEC),
        ],
    ),
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
                        How::Ids,
                    ),
                    block("route", "properties.routingConfiguration", HUB_ROUTING),
                ],
            ),
        ],
    ),
    row("azurerm_private_dns_zone", "Microsoft.Network/privateDnsZones", &[]),
    Row {
        terraform: "azurerm_private_dns_zone_virtual_network_link",
        azure: "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
        parents: &["private_dns_zone_name"],
        // 5.0 upgrade guide: `private_dns_zone_name` has become `private_dns_zone_id`.
        parent_id: Some("private_dns_zone_id"),
        fields: &[
            id("virtual_network_id", "properties.virtualNetwork"),
            same("registration_enabled", "properties.registrationEnabled"),
            same("resolution_policy", "properties.resolutionPolicy"),
        ],
    },
    row(
        "azurerm_private_dns_resolver",
        "Microsoft.Network/dnsResolvers",
        &[id("virtual_network_id", "properties.virtualNetwork")],
    ),
    below(
        "azurerm_private_dns_resolver_inbound_endpoint",
        "Microsoft.Network/dnsResolvers/inboundEndpoints",
        "private_dns_resolver_id",
        &[blocks(
            "ip_configurations",
            "properties.ipConfigurations",
            &[
                same("private_ip_allocation_method", "privateIpAllocationMethod"),
                same("private_ip_address", "privateIpAddress"),
                id("subnet_id", "subnet"),
            ],
        )],
    ),
    below(
        "azurerm_private_dns_resolver_outbound_endpoint",
        "Microsoft.Network/dnsResolvers/outboundEndpoints",
        "private_dns_resolver_id",
        &[id("subnet_id", "properties.subnet")],
    ),
    row(
        "azurerm_private_dns_resolver_dns_forwarding_ruleset",
        "Microsoft.Network/dnsForwardingRulesets",
        &[field(
            "private_dns_resolver_outbound_endpoint_ids",
            "properties.dnsResolverOutboundEndpoints",
            How::Ids,
        )],
    ),
    below(
        "azurerm_private_dns_resolver_forwarding_rule",
        "Microsoft.Network/dnsForwardingRulesets/forwardingRules",
        "dns_forwarding_ruleset_id",
        &[
            same("domain_name", "properties.domainName"),
            field("enabled", "properties.forwardingRuleState", How::Words("Enabled", "Disabled")),
            blocks(
                "target_dns_servers",
                "properties.targetDnsServers",
                &[same("ip_address", "ipAddress"), same("port", "port")],
            ),
        ],
    ),
    below(
        "azurerm_private_dns_resolver_virtual_network_link",
        "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks",
        "dns_forwarding_ruleset_id",
        &[id("virtual_network_id", "properties.virtualNetwork")],
    ),
];

/// The row of a type of resource.
pub(super) fn row_of(terraform: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.terraform == terraform)
}

/// The arguments that set properties of a type of resource of Azure's, each with the property's own name.
fn arguments(fields: &'static [Field], found: &mut Vec<(&'static str, &'static str)>) {
    for field in fields {
        if let Some(name) = field.property.rsplit('.').next().filter(|name| !name.is_empty()) {
            found.push((name, field.argument));
        }
        if let How::Blocks(inner) | How::Block(inner) | How::Spread(inner) = field.how {
            arguments(inner, found);
        }
    }
}

/// The text with the provider's own names of the properties of a resource of this type.
///
/// Words that every language has, such as `name`, stay; of several arguments that set one property the newest is taken,
/// which stands first.
pub(super) fn in_own_words(azure: &str, text: &str) -> String {
    let mut names = Vec::new();
    let own = |row: &&Row| row.azure.eq_ignore_ascii_case(azure);
    ROWS.iter().filter(own).for_each(|row| arguments(row.fields, &mut names));
    names.retain(|(property, argument)| property != argument && property.contains(is_capital));
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_alphanumeric()) {
        let (before, from) = rest.split_at(start);
        said.push_str(before);
        let end = from.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        let argument = names.iter().find(|(property, _)| *property == word);
        said.push_str(argument.map_or(word, |(_, argument)| argument));
        rest = after;
    }
    said.push_str(rest);
    said
}

fn is_capital(letter: char) -> bool {
    letter.is_ascii_uppercase()
}
