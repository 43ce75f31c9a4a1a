//! The values that point-to-site takes in a custom `IPsec` policy.

/// A property of an `IPsec` policy, and the values that point-to-site takes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IpsecValues {
    /// The property.
    pub property: &'static str,
    /// The values.
    pub values: &'static [&'static str],
}

/// What point-to-site takes: less than a site-to-site connection does.
///
/// Source: <https://learn.microsoft.com/powershell/module/az.network/new-azvpnclientipsecpolicy>, the accepted values of its
/// parameters.
pub static CLIENT_IPSEC_VALUES: [IpsecValues; 6] = [
    IpsecValues {
        property: "ipsecEncryption",
        values: &["GCMAES256", "GCMAES128", "AES256", "AES128"],
    },
    IpsecValues { property: "ipsecIntegrity", values: &["GCMAES256", "GCMAES128", "SHA256"] },
    IpsecValues {
        property: "ikeEncryption",
        values: &["GCMAES256", "GCMAES128", "AES256", "AES128"],
    },
    IpsecValues { property: "ikeIntegrity", values: &["SHA384", "SHA256"] },
    IpsecValues {
        property: "dhGroup",
        values: &["DHGroup24", "ECP384", "ECP256", "DHGroup14", "DHGroup2"],
    },
    IpsecValues {
        property: "pfsGroup",
        values: &["PFS24", "PFSMM", "ECP384", "ECP256", "PFS14", "PFS2", "None"],
    },
];

/// The properties of an `IPsec` policy, all of them required.
/// Source: the types of <https://github.com/Azure/bicep-types-az>.
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
