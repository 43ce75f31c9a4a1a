#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "dns-default-only",
    summary: "the gateway's virtual network has no DNS servers that clients could ask",
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
    for network in &dns.declarations {
        if !network.dns_servers.items()?.is_empty() {
            return Ok(());
        }
    }
    let network = dns.network.resource.subject();
    let message = format!(
        "clients get no DNS server from virtual network '{}': names of private endpoints, private zones and on-premises hosts don't resolve",
        network.name
    );
    findings
        .add(&dns.network.dns_servers, message)
        .help("where clients need such names, set dhcpOptions.dnsServers to the inbound endpoint of a DNS Private Resolver or to servers that forward to 168.63.129.16, and install the profile package again")
        .about(network)
        .related(&client.pool, "point-to-site clients of this gateway");
    Ok(())
}
