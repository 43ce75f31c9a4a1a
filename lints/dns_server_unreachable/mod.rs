#![doc = include_str!("README.md")]

use crate::facts::{self, AZURE_DNS};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "dns-server-unreachable",
    summary: "a DNS server is in no network that the gateway can reach",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["can't resolve the FQDN of the resources in the local domain"],
    since: "0.1.0",
    peers: &["AZR-000265 (PSRule for Azure), in part", "CKV_AZURE_183 (Checkov), in part"],
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
    let pools = findings.known(client.pool_prefixes());
    let routes = findings.known(gateway.custom_routes.elements());
    for (at, server) in findings.known(dns.servers()) {
        let Some(address) = server.ip() else { continue };
        let private = facts::is_private(address.into()) || facts::shared(address.into());
        let elsewhere = address == AZURE_DNS
            || pools.iter().any(|pool| pool.range.contains(address))
            || routes.iter().any(|(_, route)| route.contains(address));
        if !private || elsewhere || reach.contains(address) {
            continue;
        }
        // All else goes to the default site, wherever that leads.
        if gateway.default_site.get()?.is_some() {
            return Ok(());
        }
        if findings.or_not_evaluated(reach.complete()).is_none() {
            return Ok(());
        }
        let network = dns.network.resource.subject();
        findings
            .add(at, format!("DNS server {server} is neither in '{}' nor in a peered or connected network or site", network.name))
            .help("use a server that clients can reach, or peer or connect its network")
            .about(network)
            .related(&client.pool, "point-to-site clients of this gateway get the server");
    }
    Ok(())
}
