//! The addresses of Microsoft Entra ID that gateways and clients are given.

use crate::facts::EntraCloud;

/// Where clients sign in, and who issues their tokens, by cloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntraHosts {
    /// The cloud.
    pub cloud: EntraCloud,
    /// The host of `aadTenant`.
    pub sign_in: &'static str,
    /// The host of `aadIssuer`.
    pub issuer: &'static str,
}

/// The hosts of each cloud.
///
/// Source: <https://learn.microsoft.com/azure/vpn-gateway/point-to-site-entra-gateway> (the tenants of the public cloud, Azure
/// Government and China, and the issuer of the public cloud); the issuer of China is that of the Azure SDKs.
pub static ENTRA_HOSTS: [EntraHosts; 4] = [
    EntraHosts {
        cloud: EntraCloud::Public,
        sign_in: "login.microsoftonline.com",
        issuer: "sts.windows.net",
    },
    EntraHosts {
        cloud: EntraCloud::UsGovernment,
        sign_in: "login.microsoftonline.us",
        issuer: "sts.windows.net",
    },
    EntraHosts {
        cloud: EntraCloud::China,
        sign_in: "login.chinacloudapi.cn",
        issuer: "sts.chinacloudapi.cn",
    },
    EntraHosts {
        cloud: EntraCloud::Germany,
        sign_in: "login-us.microsoftonline.de",
        issuer: "sts.microsoftonline.de",
    },
];

/// The cloud whose clients sign in at this host.
#[must_use]
pub fn cloud_of_sign_in(host: &str) -> Option<EntraCloud> {
    let known = ENTRA_HOSTS.iter().find(|hosts| hosts.sign_in.eq_ignore_ascii_case(host));
    known.map(|hosts| hosts.cloud)
}

/// Whether tokens are issued in the name of this host.
#[must_use]
pub fn is_issuer(host: &str) -> bool {
    ENTRA_HOSTS.iter().any(|hosts| hosts.issuer.eq_ignore_ascii_case(host))
}
