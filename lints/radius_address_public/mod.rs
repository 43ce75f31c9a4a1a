#![doc = include_str!("README.md")]

use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;

use crate::facts;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "radius-address-public",
    summary: "a RADIUS server has a public address",
    severity: Severity::Warning,
    category: Category::Security,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !settings.signs_in_by_radius()? {
        return Ok(());
    }
    for server in settings.client.radius.all()? {
        let Some(Some(text)) = findings.or_not_evaluated(server.address.get()) else { continue };
        let Ok(address) = text.trim().parse::<Ipv4Addr>() else { continue };
        let net = IpNet::from(IpAddr::V4(address));
        if !facts::is_private(net) && !facts::shared(net) && facts::reserved(net).is_none() {
            findings
                .add(&server.address, format!("RADIUS server {address} has a public address"))
                .help("move the server to the virtual network or behind a tunnel, and use its private address");
        }
    }
    Ok(())
}
