//! Which resource of `azurerm` is which of Azure's, argument by argument.
//!
//! The source of each row is the resource's page of the provider's documentation (`website/docs/r/…` of
//! hashicorp/terraform-provider-azurerm), versions 3, 4 and 5 where they differ.

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

const fn same(argument: &'static str, property: &'static str) -> Field {
    Field { argument, property, how: How::Same }
}

const fn not(argument: &'static str, property: &'static str) -> Field {
    Field { argument, property, how: How::Not }
}

const fn id(argument: &'static str, property: &'static str) -> Field {
    Field { argument, property, how: How::Id }
}

const fn each(argument: &'static str, property: &'static str, name: &'static str) -> Field {
    Field { argument, property, how: How::Each(name) }
}

const fn blocks(argument: &'static str, property: &'static str, fields: &'static [Field]) -> Field {
    Field { argument, property, how: How::Blocks(fields) }
}

const fn block(argument: &'static str, property: &'static str, fields: &'static [Field]) -> Field {
    Field { argument, property, how: How::Block(fields) }
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
    same("ipsec_encryption", "ipsecEncryption"),
    same("ipsec_integrity", "ipsecIntegrity"),
    same("ike_encryption", "ikeEncryption"),
    same("ike_integrity", "ikeIntegrity"),
    same("dh_group", "dhGroup"),
    same("pfs_group", "pfsGroup"),
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
];

/// All of them.
static ROWS: &[Row] = &[
    row("azurerm_resource_group", "", &[]),
    row(
        "azurerm_virtual_network_gateway",
        "Microsoft.Network/virtualNetworkGateways",
        &[
            same("type", "properties.gatewayType"),
            same("vpn_type", "properties.vpnType"),
            same("active_active", "properties.activeActive"),
            same("enable_bgp", "properties.enableBgp"),
            same("bgp_enabled", "properties.enableBgp"),
            same("private_ip_address_enabled", "properties.enablePrivateIpAddress"),
            same("generation", "properties.vpnGatewayGeneration"),
            same("sku", "properties.sku.name"),
            same("sku", "properties.sku.tier"),
            id("default_local_network_gateway_id", "properties.gatewayDefaultSite"),
            blocks(
                "ip_configuration",
                "properties.ipConfigurations",
                &[
                    same("name", "name"),
                    same("private_ip_address_allocation", "properties.privateIPAllocationMethod"),
                    id("subnet_id", "properties.subnet"),
                    id("public_ip_address_id", "properties.publicIPAddress"),
                ],
            ),
            block(
                "bgp_settings",
                "properties.bgpSettings",
                &[same("asn", "asn"), same("peer_weight", "peerWeight")],
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
            blocks(
                "subnet",
                "properties.subnets",
                &[
                    same("name", "name"),
                    same("address_prefix", "properties.addressPrefix"),
                    same("address_prefixes", "properties.addressPrefixes"),
                    id("security_group", "properties.networkSecurityGroup"),
                    id("route_table_id", "properties.routeTable"),
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
            each("service_endpoints", "properties.serviceEndpoints", "service"),
            blocks("delegation", "properties.delegations", &[same("name", "name")]),
        ],
    ),
    child(
        "azurerm_virtual_network_peering",
        "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
        &["virtual_network_name"],
        &[
            id("remote_virtual_network_id", "properties.remoteVirtualNetwork"),
            same("allow_virtual_network_access", "properties.allowVirtualNetworkAccess"),
            same("allow_forwarded_traffic", "properties.allowForwardedTraffic"),
            same("allow_gateway_transit", "properties.allowGatewayTransit"),
            same("use_remote_gateways", "properties.useRemoteGateways"),
        ],
    ),
    row(
        "azurerm_public_ip",
        "Microsoft.Network/publicIPAddresses",
        &[
            same("sku", "sku.name"),
            same("sku_tier", "sku.tier"),
            same("allocation_method", "properties.publicIPAllocationMethod"),
            same("ip_version", "properties.publicIPAddressVersion"),
            same("zones", "zones"),
        ],
    ),
    row(
        "azurerm_route_table",
        "Microsoft.Network/routeTables",
        &[
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
    row("azurerm_network_security_group", "Microsoft.Network/networkSecurityGroups", &[]),
    row("azurerm_nat_gateway", "Microsoft.Network/natGateways", &[]),
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
            same("enable_bgp", "properties.enableBgp"),
            same("bgp_enabled", "properties.enableBgp"),
            same("connection_protocol", "properties.connectionProtocol"),
            same("routing_weight", "properties.routingWeight"),
            same("use_policy_based_traffic_selectors", "properties.usePolicyBasedTrafficSelectors"),
            blocks("ipsec_policy", "properties.ipsecPolicies", CONNECTION_IPSEC),
        ],
    ),
];

/// The row of a type of resource.
pub(super) fn row_of(terraform: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.terraform == terraform)
}
