#![doc = include_str!("README.md")]

use std::net::IpAddr;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "custom-route-covers-gateway",
    summary: "a custom route sends the tunnel's own packets into the tunnel",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    _: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let routes = findings.known(gateway.custom_routes.elements());
    if routes.is_empty() {
        return Ok(());
    }
    let mut addresses = Vec::new();
    for address in findings.known(context.estate.addresses_of(gateway)?) {
        let text = findings.or_not_evaluated(address.ip.address.get()).flatten();
        let ip: Option<IpAddr> = text.and_then(|text| text.trim().parse().ok());
        addresses.extend(ip.map(|ip| (ip, &address.ip.address)));
    }
    for (at, route) in routes {
        // The two halves are how all traffic is led into the tunnel, and clients know an exception for them.
        if route.net().is_none_or(|net| net.prefix_len() <= 1) {
            continue;
        }
        if let Some((ip, place)) = addresses.iter().find(|(ip, _)| route.contains(*ip)) {
            findings
                .add(
                    at,
                    format!("custom route {route} covers {ip}, the gateway's own public address"),
                )
                .help("list ranges that don't contain the gateway's address")
                .related(*place, "the address of the gateway");
        }
    }
    Ok(())
}
