//! The properties that a virtual network gateway has, level by level.

/// The names that the API knows at one level of a gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// The names on the way from `properties`; lists on the way mean each of their elements.
    pub path: &'static [&'static str],
    /// The names that exist there.
    pub names: &'static [&'static str],
}

const PART: &[&str] = &["name", "id", "etag", "type", "properties"];
const SPACE: &[&str] = &["addressPrefixes", "ipamPoolPrefixAllocations"];

/// The levels of `Microsoft.Network/virtualNetworkGateways` below `properties`.
///
/// Source: the types of version 2025-09-01 in <https://github.com/Azure/bicep-types-az>, and `enableFipsCompliance`, which
/// Azure PowerShell already prints.
pub static LEVELS: [Level; 20] = [
    Level {
        path: &[],
        names: &[
            "activeActive",
            "adminState",
            "allowRemoteVnetTraffic",
            "allowVirtualWanTraffic",
            "autoScaleConfiguration",
            "bgpSettings",
            "customRoutes",
            "disableIPSecReplayProtection",
            "enableBgp",
            "enableBgpRouteTranslationForNat",
            "enableDnsForwarding",
            "enableFipsCompliance",
            "enableHighBandwidthVpnGateway",
            "enablePrivateIpAddress",
            "gatewayDefaultSite",
            "gatewayType",
            "inboundDnsForwardingEndpoint",
            "ipConfigurations",
            "natRules",
            "provisioningState",
            "resiliencyModel",
            "resourceGuid",
            "sku",
            "virtualNetworkGatewayMigrationStatus",
            "virtualNetworkGatewayPolicyGroups",
            "vNetExtendedLocationResourceId",
            "vpnClientConfiguration",
            "vpnGatewayGeneration",
            "vpnType",
        ],
    },
    Level { path: &["sku"], names: &["name", "tier", "capacity"] },
    Level {
        path: &["bgpSettings"],
        names: &["asn", "bgpPeeringAddress", "bgpPeeringAddresses", "peerWeight"],
    },
    Level {
        path: &["bgpSettings", "bgpPeeringAddresses"],
        names: &[
            "ipconfigurationId",
            "defaultBgpIpAddresses",
            "customBgpIpAddresses",
            "tunnelIpAddresses",
        ],
    },
    Level { path: &["customRoutes"], names: SPACE },
    Level { path: &["ipConfigurations"], names: PART },
    Level {
        path: &["ipConfigurations", "properties"],
        names: &[
            "privateIPAddress",
            "privateIPAllocationMethod",
            "provisioningState",
            "publicIPAddress",
            "subnet",
        ],
    },
    Level {
        path: &["vpnClientConfiguration"],
        names: &[
            "aadAudience",
            "aadIssuer",
            "aadTenant",
            "enableFipsCompliance",
            "radiusServerAddress",
            "radiusServerSecret",
            "radiusServers",
            "vngClientConnectionConfigurations",
            "vpnAuthenticationTypes",
            "vpnClientAddressPool",
            "vpnClientIpsecPolicies",
            "vpnClientProtocols",
            "vpnClientRevokedCertificates",
            "vpnClientRootCertificates",
        ],
    },
    Level { path: &["vpnClientConfiguration", "vpnClientAddressPool"], names: SPACE },
    Level { path: &["vpnClientConfiguration", "vpnClientRootCertificates"], names: PART },
    Level {
        path: &["vpnClientConfiguration", "vpnClientRootCertificates", "properties"],
        names: &["publicCertData", "provisioningState"],
    },
    Level { path: &["vpnClientConfiguration", "vpnClientRevokedCertificates"], names: PART },
    Level {
        path: &["vpnClientConfiguration", "vpnClientRevokedCertificates", "properties"],
        names: &["thumbprint", "provisioningState"],
    },
    Level {
        path: &["vpnClientConfiguration", "radiusServers"],
        names: &["radiusServerAddress", "radiusServerScore", "radiusServerSecret"],
    },
    Level { path: &["vpnClientConfiguration", "vpnClientIpsecPolicies"], names: &IPSEC_POLICY },
    Level { path: &["vpnClientConfiguration", "vngClientConnectionConfigurations"], names: PART },
    Level {
        path: &["vpnClientConfiguration", "vngClientConnectionConfigurations", "properties"],
        names: &["provisioningState", "virtualNetworkGatewayPolicyGroups", "vpnClientAddressPool"],
    },
    Level { path: &["virtualNetworkGatewayPolicyGroups"], names: PART },
    Level {
        path: &["virtualNetworkGatewayPolicyGroups", "properties"],
        names: &[
            "isDefault",
            "policyMembers",
            "priority",
            "provisioningState",
            "vngClientConnectionConfigurations",
        ],
    },
    Level {
        path: &["virtualNetworkGatewayPolicyGroups", "properties", "policyMembers"],
        names: &["name", "attributeType", "attributeValue"],
    },
];

/// The properties of an `IPsec` policy, all of them required.
pub const IPSEC_POLICY: [&str; 8] = [
    "saLifeTimeSeconds",
    "saDataSizeKilobytes",
    "ipsecEncryption",
    "ipsecIntegrity",
    "ikeEncryption",
    "ikeIntegrity",
    "dhGroup",
    "pfsGroup",
];
