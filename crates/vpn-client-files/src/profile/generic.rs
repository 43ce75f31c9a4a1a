//! `Generic/VpnSettings.xml`: server, tunnels, routes, name servers.

use super::contents::{CertificateRole, Embedded, LocatedText, Profile, ProfileKind};
use super::xml::Element;

pub(super) fn read(root: &Element) -> Profile {
    let list = |name: &str| root.child(name).map(LocatedText::list).unwrap_or_default();
    let mut profile = Profile {
        kind: ProfileKind::Generic,
        range: root.range.clone(),
        servers: list("VpnServer"),
        protocols: list("VpnType"),
        authentication: list("Auth"),
        routes: list("Routes"),
        lists_routes: root.child("Routes").is_some(),
        dns_servers: list("CustomDnsServers"),
        ..Profile::default()
    };
    for certificate in root.each("CaCert").filter_map(LocatedText::of) {
        profile
            .certificates
            .push(Embedded { part: CertificateRole::ServerRoot, text: certificate });
    }
    let mut secrets = Vec::new();
    root.all("ServerSecret", &mut secrets);
    root.all("RadiusSecret", &mut secrets);
    profile.secrets = secrets.into_iter().map(|secret| secret.text_range.clone()).collect();
    profile
}
