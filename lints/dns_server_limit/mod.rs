#![doc = include_str!("README.md")]

use crate::facts::DNS_SERVERS;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "dns-server-limit",
    summary: "the virtual network has more DNS servers than Azure supports",
    severity: Severity::Error,
    category: Category::Deployment,
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
    for network in &dns.declarations {
        let number = network.dns_servers.items()?.len();
        if number > DNS_SERVERS {
            let subject = network.resource.subject();
            findings
                .add(&network.dns_servers, format!("virtual network '{}' has {number} DNS servers, but Azure supports {DNS_SERVERS}", subject.name))
                .help("use two or three servers that clients can reach; clients ask the next server only if one doesn't answer")
                .about(subject);
        }
    }
    Ok(())
}
