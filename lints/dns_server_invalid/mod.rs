#![doc = include_str!("README.md")]

use crate::facts;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "dns-server-invalid",
    summary: "a DNS server's address can't belong to a server",
    severity: Severity::Error,
    category: Category::Deployment,
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
    for (at, server) in findings.known(dns.servers()) {
        let network = dns.network.resource.subject();
        let message = match server.ip() {
            None => format!(
                "DNS server '{}' of virtual network '{}' is not an IP address",
                server.text(),
                network.name
            ),
            Some(address) => match facts::reserved(address.into()) {
                Some(reserved) => {
                    format!(
                        "DNS server {server} of virtual network '{}' is in {}",
                        network.name, reserved.meaning
                    )
                }
                None => continue,
            },
        };
        findings
            .add(at, message)
            .help("use the IP address of a server that clients can reach")
            .about(network);
    }
    Ok(())
}
