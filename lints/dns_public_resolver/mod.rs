#![doc = include_str!("README.md")]

use crate::facts::{self, AZURE_DNS};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "dns-public-resolver",
    summary: "clients get a public DNS server, which can't resolve private names",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["can't resolve the FQDN of the resources in the local domain"],
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
    let Some(reach) = context.estate.reach(gateway)? else { return Ok(()) };
    for (at, server) in findings.known(dns.servers()) {
        let Some(address) = server.ip() else { continue };
        let operator = facts::public_resolver(address);
        let elsewhere = facts::is_private(address.into())
            || facts::shared(address.into())
            || facts::reserved(address.into()).is_some()
            || address == AZURE_DNS;
        if elsewhere || (operator.is_none() && reach.contains(address)) {
            continue;
        }
        // Public addresses may be in use inside, in a network that is not known here.
        if operator.is_none() && findings.or_not_evaluated(reach.complete()).is_none() {
            continue;
        }
        let whose = operator.unwrap_or("a public address");
        let network = dns.network.resource.subject();
        findings
            .add(at, format!("DNS server {server} ({whose}) of virtual network '{}' can't resolve private names", network.name))
            .help("use servers that can: the inbound endpoint of a DNS Private Resolver, or your own servers that forward to 168.63.129.16; then reinstall the profile package")
            .about(network)
            .related(&client.pool, "point-to-site clients of this gateway get the server");
    }
    Ok(())
}
