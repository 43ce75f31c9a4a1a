//! What the lints about profile packages share: the gateway that a package is held against, and names of gateways.

use super::Context;
use crate::resource::{Gateway, NotEvaluated, PointToSite};

/// What every client needs after a change of the gateway.
pub(crate) const AGAIN: &str = "download the profile package again and give it to every client";

/// The gateway that packages are held against; none where none is in the input.
///
/// # Errors
/// When there are several: a package doesn't name its gateway as Azure does.
pub(crate) fn gateway<'a>(
    context: &Context<'a>,
) -> Result<Option<(&'a Gateway, &'a PointToSite)>, NotEvaluated> {
    let mut found = Vec::new();
    for gateway in &context.estate.gateways {
        if let Some(client) = gateway.point_to_site()? {
            found.push((gateway, client));
        }
    }
    match found.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        more => Err(NotEvaluated::new(
            format!("{} gateways have point-to-site clients, and a package doesn't say which is its own", more.len()),
            None,
        )
        .remedy("give the one gateway with --against")),
    }
}

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
    bare.get(..LENGTH).filter(|guid| super::entra::is_guid(guid))
}
