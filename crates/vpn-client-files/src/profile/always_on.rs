//! XML of Windows' `VPNv2`: `NativeProfile` of the built-in client, `PluginProfile` of the Azure VPN Client.

use super::contents::{LocatedText, Profile, ProfileKind};
use super::xml::Element;

pub(super) fn read(root: &Element) -> Option<Profile> {
    let native = root.child("NativeProfile");
    let plugin = root.child("PluginProfile");
    if native.is_none() && plugin.is_none() {
        return None;
    }
    let mut profile = Profile {
        kind: ProfileKind::AlwaysOn,
        range: root.range.clone(),
        name: root.child("ProfileName").and_then(LocatedText::of),
        lists_routes: native.is_some(),
        ..Profile::default()
    };
    if let Some(native) = native {
        profile.servers = native.child("Servers").map(LocatedText::list).unwrap_or_default();
        profile.protocols =
            native.child("NativeProtocolType").and_then(LocatedText::of).into_iter().collect();
        let mut methods = Vec::new();
        native.all("UserMethod", &mut methods);
        native.all("MachineMethod", &mut methods);
        profile.authentication = methods.into_iter().filter_map(LocatedText::of).collect();
        // The configuration of EAP: which roots the server's certificate may lead to.
        let mut pinned = Vec::new();
        native.all("TrustedRootCA", &mut pinned);
        profile.pinned_roots = pinned.into_iter().filter_map(LocatedText::of).collect();
        // What forces everything into the tunnel needs no routes.
        let forced = native
            .child("RoutingPolicyType")
            .is_some_and(|policy| policy.text.eq_ignore_ascii_case("ForceTunnel"));
        profile.lists_routes = !forced;
        let mut keys = Vec::new();
        native.all("Psk", &mut keys);
        profile.secrets = keys.into_iter().map(|key| key.text_range.clone()).collect();
    }
    if let Some(plugin) = plugin {
        profile
            .servers
            .extend(plugin.child("ServerUrlList").map(LocatedText::list).unwrap_or_default());
    }
    for route in root.each("Route") {
        let (Some(address), Some(prefix)) = (route.child("Address"), route.child("PrefixSize"))
        else {
            profile.odd_routes.push(route.range.clone());
            continue;
        };
        let text = LocatedText {
            text: format!("{}/{}", address.text, prefix.text),
            range: address.text_range.clone(),
        };
        let excluded = route
            .child("ExclusionRoute")
            .is_some_and(|value| value.text.eq_ignore_ascii_case("true"));
        if excluded { profile.excluded_routes.push(text) } else { profile.routes.push(text) }
    }
    for rule in root.each("DomainNameInformation") {
        profile
            .dns_servers
            .extend(rule.child("DnsServers").map(LocatedText::list).unwrap_or_default());
    }
    Some(profile)
}
