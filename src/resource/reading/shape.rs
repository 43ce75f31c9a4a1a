//! The shapes that tools print Azure resources in.

/// How a resource's JSON is laid out, by who printed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A resource of an ARM template.
    Template,
    /// What the REST API, Resource Graph, `az resource`, `az rest` and the portal's JSON view print.
    Rest,
    /// `az network … show|list`: `properties` merged into their parent; unknown properties dropped.
    Az,
    /// `Get-Az… | ConvertTo-Json`: like `Az`, names in Pascal case.
    PowerShell,
    /// The dictionaries of old Python SDKs: like `Az`, names in snake case.
    PythonSdk,
}

impl Shape {
    /// Whether the properties stand beside the name instead of under `properties`.
    #[must_use]
    pub fn is_flat(self) -> bool {
        matches!(self, Self::Az | Self::PowerShell | Self::PythonSdk)
    }

    /// Who prints it, for people.
    #[must_use]
    pub fn tool(self) -> &'static str {
        match self {
            Self::Template => "the template",
            Self::Rest => "the REST API",
            Self::Az => "az",
            Self::PowerShell => "Azure PowerShell",
            Self::PythonSdk => "the Python SDK",
        }
    }

    /// Whether an absent property of this name may be one that the tool's version does not know.
    ///
    /// Versions of az from 2.45 (API 2022-01-01) on were compared with the REST API key by key: what that API
    /// version has is printed when it is set, so its absence is an absence.
    #[must_use]
    pub fn may_drop(self, name: &str) -> bool {
        matches!(self, Self::Az | Self::PythonSdk)
            && YOUNG.iter().any(|young| young.eq_ignore_ascii_case(name))
    }

    /// Whether what lies deep may be cut to a text whatever the document says of itself.
    #[must_use]
    pub fn cuts_depth(self) -> bool {
        self == Self::PowerShell
    }
}

/// Properties first seen in API versions after 2022-01-01, and one that az never prints.
const YOUNG: [&str; 12] = [
    "vngClientConnectionConfigurations",
    "virtualNetworkGatewayPolicyGroups",
    "allowRemoteVnetTraffic",
    "allowVirtualWanTraffic",
    "adminState",
    "autoScaleConfiguration",
    "identity",
    "resiliencyModel",
    "enableHighBandwidthVpnGateway",
    "virtualNetworkGatewayMigrationStatus",
    "ipamPoolPrefixAllocations",
    "disablePeeringRoute",
];

/// Names that tools give to properties beside the REST API's own.
const TWINS: [(&str, &str); 2] = [
    ("activeActive", "active"),
    ("vngClientConnectionConfigurations", "ClientConnectionConfigurations"),
];

/// Whether a name in a document of this shape is the REST API's `wanted`.
///
/// Letter case never matters, underscores not in snake case.
#[must_use]
pub(crate) fn same_name(written: &str, wanted: &str, shape: Shape) -> bool {
    let same = |wanted: &str| match shape {
        Shape::PythonSdk => {
            let bare = written.bytes().filter(|byte| *byte != b'_');
            bare.map(|byte| byte.to_ascii_lowercase())
                .eq(wanted.bytes().map(|byte| byte.to_ascii_lowercase()))
        }
        _ => written.eq_ignore_ascii_case(wanted),
    };
    same(wanted)
        || (shape.is_flat() && TWINS.iter().any(|(rest, twin)| *rest == wanted && same(twin)))
}

#[cfg(test)]
mod tests {
    use super::{Shape, same_name};

    #[test]
    fn names_are_the_same_in_every_tool() {
        assert!(same_name("publiccertdata", "publicCertData", Shape::Template));
        assert!(same_name("PublicCertData", "publicCertData", Shape::PowerShell));
        assert!(same_name("public_cert_data", "publicCertData", Shape::PythonSdk));
        assert!(!same_name("public_cert_data", "publicCertData", Shape::Az));
        assert!(same_name("active", "activeActive", Shape::PythonSdk));
        assert!(!same_name("active", "activeActive", Shape::Rest));
        assert!(same_name(
            "ClientConnectionConfigurations",
            "vngClientConnectionConfigurations",
            Shape::PowerShell
        ));
    }

    #[test]
    fn az_drops_only_what_is_young() {
        assert!(Shape::Az.may_drop("vngClientConnectionConfigurations"));
        assert!(!Shape::Az.may_drop("vpnClientConfiguration"));
        assert!(!Shape::Rest.may_drop("vngClientConnectionConfigurations"));
    }
}
