#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "dns-server-in-pool",
    summary: "a DNS server's address lies in the client address pool",
    severity: Severity::Error,
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
    let servers = findings.known(dns.servers());
    if servers.is_empty() {
        return Ok(());
    }
    let Some(reach) = context.estate.reach(gateway)? else { return Ok(()) };
    let pools = findings.known(client.pool_prefixes());
    for (at, server) in servers {
        // Where the pool overlaps the network that the server is in, that is the fault, and said elsewhere.
        let Some(address) = server.ip().filter(|address| !reach.contains(*address)) else {
            continue;
        };
        let Some(pool) = pools.iter().find(|pool| pool.range.contains(address)) else { continue };
        let network = dns.network.resource.subject();
        findings
            .add(
                at,
                format!(
                    "DNS server {server} of virtual network '{}' lies in the {pool}",
                    network.name
                ),
            )
            .help("use a server in a network that clients can reach; the pool is only for clients")
            .about(network)
            .related(pool.at, "the pool");
    }
    Ok(())
}
