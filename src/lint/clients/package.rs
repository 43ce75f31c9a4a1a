//! What the lints about profile packages share: names of gateways.

/// Whether a name is one that Azure gives to gateways.
///
/// `azuregateway-<guid>-<hex>.vpn.azure.com` and `.cloudapp.net`, in other clouds under other domains; of Virtual WAN
/// whatever stands below `vpn.azure.com`.
pub(crate) fn is_name_of_gateway(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name.starts_with("azuregateway-") && name.contains('.')
        || [".vpn.azure.com", ".cloudapp.net"].iter().any(|domain| name.ends_with(domain))
}

/// The GUID in a gateway's name.
pub(crate) fn guid_in(name: &str) -> Option<&str> {
    const LENGTH: usize = 36;
    let bare = name.strip_prefix("azuregateway-").unwrap_or(name);
    bare.get(..LENGTH).filter(|guid| crate::lint::entra::is_guid(guid))
}
