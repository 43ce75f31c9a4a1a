#![doc = include_str!("README.md")]

use std::net::IpAddr;

use ipnet::IpNet;

use crate::facts;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, Gateway, PointToSite};

declare_lint! {
    id: "radius-unreachable",
    summary: "the gateway has no path to a RADIUS server",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["812"],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    if !client.authenticates_by(&Authentication::Radius)? {
        return Ok(());
    }
    let mut servers = Vec::new();
    for server in client.radius.all()? {
        let Some(Some(text)) = findings.or_not_evaluated(server.address.get()) else { continue };
        if let Ok(address) = text.trim().parse::<IpAddr>()
            && facts::is_private(IpNet::from(address))
        {
            servers.push((server, address));
        }
    }
    if servers.is_empty() {
        return Ok(());
    }
    let Some(reach) = context.estate.reach(gateway)? else { return Ok(()) };
    for (server, address) in servers {
        if reach.contains(address) {
            continue;
        }
        reach.complete()?;
        findings
            .add(&server.address, format!("the gateway has no path to RADIUS server {address}"))
            .help("connect the server's network with a peering or a site-to-site connection, or correct the address");
    }
    Ok(())
}
