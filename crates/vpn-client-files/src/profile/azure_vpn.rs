//! `azurevpnconfig.xml`, the profile of the Azure VPN Client, alone or inside `CustomConfiguration`.

use super::contents::{ClientConfiguration, LocatedText, Profile, ProfileKind, ProfileSecret};
use super::xml::Element;

/// Elements that are written wrongly, with what is meant. The first is in Microsoft's own page, the second in several
/// translations of it.
const MISSPELT: [(&str, &str); 2] = [("tennant", "tenant"), ("dnssufix", "dnssuffix")];

pub(super) fn read(root: &Element) -> Profile {
    let text = |way: &[&str]| root.at(way).and_then(LocatedText::of);
    let mut profile = Profile {
        kind: ProfileKind::AzureVpn,
        range: root.range.clone(),
        name: text(&["name"]),
        authentication: text(&["clientauth", "type"]).into_iter().collect(),
        tenant: text(&["clientauth", "aad", "tenant"])
            .or_else(|| text(&["clientauth", "aad", "tennant"])),
        audience: text(&["clientauth", "aad", "audience"]),
        issuer: text(&["clientauth", "aad", "issuer"]),
        application: text(&["clientauth", "aad", "applicationid"]),
        version: text(&["version"]),
        ..Profile::default()
    };
    let mut found = Vec::new();
    root.all("fqdn", &mut found);
    profile.servers = found.drain(..).filter_map(LocatedText::of).collect();
    for validation in root.each("servervalidation") {
        validation.all("hash", &mut found);
    }
    profile.pinned_roots = found.drain(..).filter_map(LocatedText::of).collect();
    root.all("transportprotocol", &mut found);
    profile.protocols = found.drain(..).filter_map(LocatedText::of).collect();
    root.all("serversecret", &mut found);
    for secret in found.drain(..).filter(|secret| !secret.text.is_empty()) {
        profile.secrets.push(secret.text_range.clone());
        profile.server_secret = Some(ProfileSecret::of(&secret.text, secret.text_range.clone()));
    }
    for configuration in root.each("clientconfig") {
        let nil = configuration.nil && configuration.is_empty();
        profile
            .client_configurations
            .push(ClientConfiguration { range: configuration.range.clone(), nil });
        configuration.all("dnsserver", &mut found);
        profile.dns_servers.extend(found.drain(..).filter_map(LocatedText::of));
        for (name, included) in [("includeroutes", true), ("excluderoutes", false)] {
            for routes in configuration.each(name) {
                for route in routes.each("route") {
                    take_route(route, included, &mut profile);
                }
            }
        }
    }
    for (wrong, meant) in MISSPELT {
        root.all(wrong, &mut found);
        profile.misspelt.extend(found.drain(..).map(|element| {
            let start = element.range.start + 1;
            (
                LocatedText {
                    text: element.name.clone(),
                    range: start..start + element.name.len(),
                },
                meant,
            )
        }));
    }
    profile
}

fn take_route(route: &Element, included: bool, profile: &mut Profile) {
    let destinations: Vec<&Element> = route.each("destination").collect();
    let mask = route.child("mask").map_or("", |mask| mask.text.as_str());
    let ([destination], false) = (destinations.as_slice(), mask.is_empty()) else {
        profile.odd_routes.push(route.range.clone());
        return;
    };
    if destination.text.is_empty() {
        profile.odd_routes.push(route.range.clone());
        return;
    }
    let text = format!("{}/{mask}", destination.text);
    let route = LocatedText { text, range: destination.text_range.clone() };
    if included { profile.routes.push(route) } else { profile.excluded_routes.push(route) }
}
