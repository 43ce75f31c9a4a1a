//! The versions of the Microsoft.Network API, and since which of them a property or value exists.

use std::fmt;

use jiff::civil::{Date, date};

/// A version of the API: a day, as `2024-05-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApiVersion(pub Date);

impl ApiVersion {
    /// From this version on, every property that gatelint reads is there.
    pub const COMPLETE: Self = version(2024, 5, 1);

    /// From this version on, a GET returns no RADIUS secret.
    pub const WITHOUT_RADIUS_SECRETS: Self = version(2025, 1, 1);

    /// The version in this text: a day, perhaps with `-preview` after it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let day = text.trim().get(..10)?;
        day.parse().ok().map(Self)
    }

    /// Whether virtual network gateways exist in it.
    #[must_use]
    pub fn has_gateways(self) -> bool {
        VERSIONS.contains(&self)
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

const fn version(year: i16, month: i8, day: i8) -> ApiVersion {
    ApiVersion(date(year, month, day))
}

/// The versions that have `Microsoft.Network/virtualNetworkGateways`, up to 2025-09-01.
///
/// Source: the folders of <https://github.com/Azure/bicep-types-az>, `generated/network/microsoft.network`.
#[rustfmt::skip]
pub static VERSIONS: [ApiVersion; 61] = [
    version(2015, 6, 15), version(2016, 3, 30), version(2016, 6, 1), version(2016, 9, 1), version(2016, 12, 1),
    version(2017, 3, 1), version(2017, 3, 30), version(2017, 6, 1), version(2017, 8, 1), version(2017, 9, 1),
    version(2017, 10, 1), version(2017, 11, 1), version(2018, 1, 1), version(2018, 2, 1), version(2018, 4, 1),
    version(2018, 6, 1), version(2018, 7, 1), version(2018, 8, 1), version(2018, 10, 1), version(2018, 11, 1),
    version(2018, 12, 1), version(2019, 2, 1), version(2019, 4, 1), version(2019, 6, 1), version(2019, 7, 1),
    version(2019, 8, 1), version(2019, 9, 1), version(2019, 11, 1), version(2019, 12, 1), version(2020, 3, 1),
    version(2020, 4, 1), version(2020, 5, 1), version(2020, 6, 1), version(2020, 7, 1), version(2020, 8, 1),
    version(2020, 11, 1), version(2021, 2, 1), version(2021, 3, 1), version(2021, 5, 1), version(2021, 8, 1),
    version(2022, 1, 1), version(2022, 5, 1), version(2022, 7, 1), version(2022, 9, 1), version(2022, 11, 1),
    version(2023, 2, 1), version(2023, 4, 1), version(2023, 5, 1), version(2023, 6, 1), version(2023, 9, 1),
    version(2023, 11, 1), version(2024, 1, 1), version(2024, 3, 1), version(2024, 5, 1), version(2024, 7, 1),
    version(2024, 10, 1), version(2025, 1, 1), version(2025, 3, 1), version(2025, 5, 1), version(2025, 7, 1),
    version(2025, 9, 1),
];

/// What came with a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// A property, by the names on the way to it from the resource: `properties`, `vpnClientConfiguration`, ….
    Property(&'static [&'static str]),
    /// Values of a property, by the names on the way to it.
    Values(&'static [&'static str], &'static [&'static str]),
}

/// Since which version something exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Introduced {
    /// The resource type.
    pub kind: &'static str,
    /// What.
    pub feature: Feature,
    /// The first version that has it.
    pub since: ApiVersion,
}

const GATEWAY: &str = "Microsoft.Network/virtualNetworkGateways";
const ROUTE_TABLE: &str = "Microsoft.Network/routeTables";

const fn gateway(path: &'static [&'static str], since: ApiVersion) -> Introduced {
    Introduced { kind: GATEWAY, feature: Feature::Property(path), since }
}

const fn value(
    path: &'static [&'static str],
    values: &'static [&'static str],
    since: ApiVersion,
) -> Introduced {
    Introduced { kind: GATEWAY, feature: Feature::Values(path, values), since }
}

const fn table(path: &'static [&'static str], since: ApiVersion) -> Introduced {
    Introduced { kind: ROUTE_TABLE, feature: Feature::Property(path), since }
}

/// What came after the first version, in the order of the versions.
///
/// Source: a comparison of all versions in <https://github.com/Azure/bicep-types-az>. Where an older copy of the types shows
/// something later than a newer copy does, the earlier version stands: what is older than that is too old by both.
#[rustfmt::skip]
static FEATURES: [Introduced; 36] = [
    gateway(&["properties", "activeActive"], version(2016, 6, 1)),
    value(&["properties", "sku", "name"], &["VpnGw1", "VpnGw2", "VpnGw3"], version(2017, 3, 1)),
    gateway(&["properties", "vpnClientConfiguration", "vpnClientProtocols"], version(2017, 6, 1)),
    gateway(&["properties", "vpnClientConfiguration", "radiusServerAddress"], version(2017, 6, 1)),
    gateway(&["properties", "vpnClientConfiguration", "radiusServerSecret"], version(2017, 6, 1)),
    table(&["properties", "disableBgpRoutePropagation"], version(2017, 10, 1)),
    gateway(&["properties", "vpnClientConfiguration", "vpnClientIpsecPolicies"], version(2018, 2, 1)),
    value(&["properties", "vpnClientConfiguration", "vpnClientProtocols"], &["OpenVPN"], version(2018, 4, 1)),
    value(&["properties", "sku", "name"], &["VpnGw1AZ", "VpnGw2AZ", "VpnGw3AZ"], version(2018, 4, 1)),
    value(&["properties", "sku", "name"], &["VpnGw4", "VpnGw5", "VpnGw4AZ", "VpnGw5AZ"], version(2018, 10, 1)),
    gateway(&["properties", "vpnGatewayGeneration"], version(2018, 10, 1)),
    gateway(&["properties", "customRoutes"], version(2018, 10, 1)),
    gateway(&["properties", "vpnClientConfiguration", "aadTenant"], version(2018, 10, 1)),
    gateway(&["properties", "vpnClientConfiguration", "aadAudience"], version(2018, 10, 1)),
    gateway(&["properties", "vpnClientConfiguration", "aadIssuer"], version(2018, 10, 1)),
    gateway(&["properties", "enableDnsForwarding"], version(2019, 8, 1)),
    gateway(&["properties", "enablePrivateIpAddress"], version(2019, 12, 1)),
    gateway(&["properties", "bgpSettings", "bgpPeeringAddresses"], version(2019, 12, 1)),
    gateway(&["properties", "vpnClientConfiguration", "radiusServers"], version(2020, 3, 1)),
    gateway(&["extendedLocation"], version(2020, 7, 1)),
    gateway(&["properties", "vpnClientConfiguration", "vpnAuthenticationTypes"], version(2020, 11, 1)),
    gateway(&["properties", "natRules"], version(2021, 2, 1)),
    gateway(&["properties", "enableBgpRouteTranslationForNat"], version(2021, 2, 1)),
    gateway(&["properties", "disableIPSecReplayProtection"], version(2021, 5, 1)),
    gateway(&["properties", "vpnClientConfiguration", "vngClientConnectionConfigurations"], version(2022, 5, 1)),
    gateway(&["properties", "virtualNetworkGatewayPolicyGroups"], version(2022, 5, 1)),
    gateway(&["properties", "allowRemoteVnetTraffic"], version(2022, 5, 1)),
    gateway(&["properties", "allowVirtualWanTraffic"], version(2022, 5, 1)),
    gateway(&["properties", "adminState"], version(2023, 2, 1)),
    gateway(&["properties", "autoScaleConfiguration"], version(2023, 5, 1)),
    value(&["properties", "sku", "name"], &["ErGwScale"], version(2023, 6, 1)),
    gateway(&["identity"], version(2024, 1, 1)),
    gateway(&["properties", "resiliencyModel"], version(2024, 3, 1)),
    gateway(&["properties", "enableHighBandwidthVpnGateway"], version(2024, 7, 1)),
    gateway(&["properties", "virtualNetworkGatewayMigrationStatus"], version(2024, 7, 1)),
    table(&["properties", "disablePeeringRoute"], version(2025, 7, 1)),
];

/// What came to this resource type after its first version, without regard to case.
pub fn features(kind: &str) -> impl Iterator<Item = &'static Introduced> {
    FEATURES.iter().filter(move |introduced| introduced.kind.eq_ignore_ascii_case(kind))
}

#[cfg(test)]
mod tests {
    use super::{ApiVersion, FEATURES, VERSIONS};

    #[test]
    fn versions_are_in_order_and_every_feature_came_with_one() {
        assert!(VERSIONS.is_sorted());
        for introduced in &FEATURES {
            assert!(introduced.since.has_gateways(), "{introduced:?}");
        }
        assert!(
            ApiVersion::COMPLETE.has_gateways()
                && ApiVersion::WITHOUT_RADIUS_SECRETS.has_gateways()
        );
    }

    #[test]
    fn a_version_is_a_day() {
        let version = ApiVersion::parse("2024-05-01").expect("a version");
        assert_eq!(version, ApiVersion::COMPLETE);
        assert_eq!(version.to_string(), "2024-05-01");
        assert_eq!(ApiVersion::parse("2024-05-01-preview"), Some(version));
        assert!(!ApiVersion::parse("2024-05-02").expect("a day").has_gateways());
        assert_eq!(ApiVersion::parse("latest"), None);
    }
}
