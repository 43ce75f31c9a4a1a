//! Names and numbers of DNS in Azure.

/// DNS servers of a virtual network.
///
/// Source: <https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits>.
pub const DNS_SERVERS: usize = 20;

/// The private DNS zones of Blob Storage's private endpoints, in the public cloud, for the US Government and in China.
///
/// Source: <https://learn.microsoft.com/azure/private-link/private-endpoint-dns>.
pub const BLOB_ZONES: [&str; 3] = [
    "privatelink.blob.core.windows.net",
    "privatelink.blob.core.usgovcloudapi.net",
    "privatelink.blob.core.chinacloudapi.cn",
];

/// The first API version of private DNS zones that has `resolutionPolicy`.
///
/// Source: <https://learn.microsoft.com/azure/templates/microsoft.network/privatednszones/virtualnetworklinks>; the
/// version before it, 2020-06-01, does not have the property.
pub const RESOLUTION_POLICY_SINCE: &str = "2024-06-01";
