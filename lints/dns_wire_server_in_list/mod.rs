#![doc = include_str!("README.md")]

use crate::facts::AZURE_DNS;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "dns-wire-server-in-list",
    summary: "clients are given 168.63.129.16 as a DNS server, which answers inside Azure only",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &[
        "can't resolve records in Private DNS Zones using Private Resolver from point-to-site clients",
    ],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let Some(dns) = context.estate.client_dns(gateway)? else { return Ok(()) };
    for (at, server) in findings.known(dns.servers()) {
        if server.ip() == Some(AZURE_DNS) {
            let network = dns.network.resource.subject();
            findings
                .add(at, format!("DNS server {server} of virtual network '{}' answers inside Azure only: clients ask it in vain", network.name))
                .help("list the inbound endpoint of a DNS Private Resolver instead, or servers in reach of clients that forward to 168.63.129.16; then install the profile package again")
                .about(network)
                .related(&client.pool, "point-to-site clients of this gateway get the server");
        }
    }
    Ok(())
}
