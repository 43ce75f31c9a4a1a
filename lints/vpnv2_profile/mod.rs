#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientProfile;
use vpn_client_files::profile::ProfileKind;

declare_lint! {
    id: "vpnv2-profile",
    summary: "an Always On VPN profile has no usable server, or no routes",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["749"],
    since: "0.1.0",
    check: Check::Profile(check),
}

fn check(profile: &ClientProfile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let inner = &profile.profile;
    if inner.kind != ProfileKind::AlwaysOn {
        return Ok(());
    }
    if inner.servers.is_empty() {
        findings
            .add(profile.head(), "the profile has no server")
            .help("set Servers to the gateway's full name, as in VpnServer in the package");
    }
    for server in inner.servers.iter().filter(|server| server.text.contains(['/', ':', ' '])) {
        findings
            .add(profile.at(server), format!("'{}' is not the name of a server", server.text))
            .help("use the name alone, without https:// and without a port");
    }
    if inner.lists_routes && inner.routes.is_empty() {
        findings
            .add(profile.head(), "the profile uses split tunneling, but has no route into the tunnel")
            .severity(Severity::Warning)
            .help(
                "add a Route for the address space of the virtual network and of each peered network",
            );
    }
    for odd in &inner.odd_routes {
        findings
            .add(profile.span(odd), "this route has no Address or no PrefixSize")
            .help("write both");
    }
    Ok(())
}
