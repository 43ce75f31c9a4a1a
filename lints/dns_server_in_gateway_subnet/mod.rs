#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "dns-server-in-gateway-subnet",
    summary: "a DNS server's address lies in GatewaySubnet, which can't contain servers",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["can't resolve the FQDN of the resources in the local domain"],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    _: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let Some(dns) = context.estate.client_dns(gateway)? else { return Ok(()) };
    let servers = findings.known(dns.servers());
    if servers.is_empty() {
        return Ok(());
    }
    let Some(place) = context.estate.gateway_subnet_of(gateway)? else { return Ok(()) };
    let ranges = findings.known(place.subnet.ranges.elements());
    for (at, server) in servers {
        let Some(address) = server.ip() else { continue };
        let Some((range_at, range)) = ranges.iter().find(|(_, range)| range.contains(address))
        else {
            continue;
        };
        let network = dns.network.resource.subject();
        findings
            .add(
                at,
                format!(
                    "DNS server {server} of virtual network '{}' lies in GatewaySubnet {range}",
                    network.name
                ),
            )
            .help("use a server in another subnet; GatewaySubnet can contain only gateways")
            .about(network)
            .related(*range_at, "GatewaySubnet");
    }
    Ok(())
}
