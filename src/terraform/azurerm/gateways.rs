//! Virtual network gateways, their connections and local networks.

use super::table::{
    ArgumentMapping, ResourceMapping, Unset, block, blocks, each, id, ipsec, not, row, same,
};

/// Of clients of a gateway.
const IPSEC: &[ArgumentMapping] = &ipsec("sa_lifetime_in_seconds", "sa_data_size_in_kilobytes");
/// Of connections.
const CONNECTION_IPSEC: &[ArgumentMapping] = &ipsec("sa_lifetime", "sa_datasize");

const CLIENTS: &[ArgumentMapping] = &[
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
pub(super) const MEMBERS: &[ArgumentMapping] =
    &[same("name", "name"), same("type", "attributeType"), same("value", "attributeValue")];

/// The rows.
pub(super) static ROWS: &[ResourceMapping] = &[
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
];
