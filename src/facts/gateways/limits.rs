//! Numbers of VPN Gateway that depend on nothing else.

use std::ops::RangeInclusive;

/// Root certificates of a gateway. Source: <https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-vpn-faq>.
pub const ROOT_CERTIFICATES: usize = 20;

/// The same of a pool for user groups.
/// Source: <https://learn.microsoft.com/azure/vpn-gateway/point-to-site-user-groups-create-portal>.
pub const POOL_PREFIX_USER_GROUPS: u8 = 24;

/// User groups of a gateway. Source: as for [`POOL_PREFIX_USER_GROUPS`].
pub const USER_GROUPS: usize = 90;

/// Members of all user groups together. Source: as for [`POOL_PREFIX_USER_GROUPS`].
pub const USER_GROUP_MEMBERS: usize = 390;

/// The longest prefix of `GatewaySubnet`, possible for the Basic SKU.
/// Source: <https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-about-vpn-gateway-settings#gwsub>.
pub const GATEWAY_SUBNET_PREFIX: u8 = 29;

/// The longest prefix of `GatewaySubnet` that is recommended, and required by that page for all other SKUs.
pub const GATEWAY_SUBNET_PREFIX_RECOMMENDED: u8 = 27;

/// Characters of a RADIUS secret, printable ASCII. Source: the validation of the Terraform provider,
/// <https://github.com/hashicorp/terraform-provider-azurerm>.
pub const RADIUS_SECRET_LENGTH: RangeInclusive<usize> = 1..=128;

/// RADIUS servers of a gateway. Source: <https://learn.microsoft.com/azure/vpn-gateway/point-to-site-radius-gateway>.
pub const RADIUS_SERVERS: usize = 2;

/// `radiusServerScore`. Source: the validation of the Terraform provider.
pub const RADIUS_SCORE: RangeInclusive<i64> = 1..=30;

/// `saLifeTimeSeconds`. Source: the validation of the Terraform provider; the page of New-AzVpnClientIpsecPolicy names no range.
pub const SA_LIFETIME_SECONDS: RangeInclusive<i64> = 300..=172_799;

/// `saDataSizeKilobytes`. Source: as for [`SA_LIFETIME_SECONDS`].
pub const SA_DATA_KILOBYTES: RangeInclusive<i64> = 1024..=2_147_483_647;

/// The APIPA addresses for BGP: first and last.
/// Source: <https://learn.microsoft.com/azure/vpn-gateway/bgp-howto>.
pub const BGP_APIPA: [[u8; 4]; 2] = [[169, 254, 21, 0], [169, 254, 22, 255]];

/// APIPA addresses of a gateway. Source: as for [`BGP_APIPA`].
pub const BGP_APIPA_ADDRESSES: usize = 32;

/// Routes that Windows clients take over `IKEv2` (before Windows 10 version 2004: 25).
/// Source: <https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-vpn-faq>.
pub const ROUTES_WINDOWS_IKEV2: usize = 255;

/// Routes that Windows clients before Windows 10 version 2004 take over `IKEv2`.
pub const ROUTES_WINDOWS_IKEV2_OLD: usize = 25;

/// Routes that other clients take over `IKEv2`.
pub const ROUTES_IKEV2: usize = 256;

/// Routes that clients take over `OpenVPN`.
pub const ROUTES_OPENVPN: usize = 1000;

/// Routes that a gateway takes over BGP. Source: as for [`ROUTES_WINDOWS_IKEV2`].
pub const BGP_ROUTES: usize = 4000;

/// Address prefixes of all virtual networks that a gateway serves.
pub const NETWORK_PREFIXES: usize = 600;

/// Address prefixes of a local network gateway.
pub const LOCAL_NETWORK_PREFIXES: usize = 1000;

/// NAT rules of a gateway. Source: as for [`ROUTES_WINDOWS_IKEV2`].
pub const NAT_RULES: usize = 500;

/// Traffic selector policies of a connection.
pub const TRAFFIC_SELECTOR_POLICIES: usize = 100;

/// Hexadecimal digits of the server secret in a client profile.
pub const SERVER_SECRET_DIGITS: usize = 512;

/// Characters of the name of a gateway and of most resources and parts of Microsoft.Network.
/// Source: <https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules>.
pub const NAME_LENGTH: RangeInclusive<usize> = 1..=80;

/// Characters of the name of a virtual network. Source: as for [`NAME_LENGTH`].
pub const NETWORK_NAME_LENGTH: RangeInclusive<usize> = 2..=64;
