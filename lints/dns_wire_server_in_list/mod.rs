#![doc = include_str!("README.md")]

use crate::facts::AZURE_DNS;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "dns-wire-server-in-list",
    summary: "clients get DNS server 168.63.129.16, which answers only inside Azure",
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
                .add(at, format!("DNS server {server} of virtual network '{}' answers only inside Azure, so clients get no answer", network.name))
                .help("use the inbound endpoint of a DNS Private Resolver instead, or reachable servers that forward to 168.63.129.16; then reinstall the profile package")
                .about(network)
                .related(&client.pool, "point-to-site clients of this gateway get the server");
        }
    }
    Ok(())
}
