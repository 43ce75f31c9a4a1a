#![doc = include_str!("README.md")]

use ipnet::IpNet;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Estate, Field, NotEvaluated, Range, Resource};

declare_lint! {
    id: "vwan-ipv6-unsupported",
    summary: "a client pool or a hub of Virtual WAN has IPv6 addresses, which it doesn't support",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Estate(check),
}

fn check(estate: &Estate, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for gateway in &estate.hub_gateways {
        for pool in findings.known(gateway.pool_prefixes()) {
            said(pool.at, &pool.to_string(), pool.range, &gateway.resource, findings);
        }
    }
    for hub in estate.hubs.iter().filter(|hub| hub.declared) {
        let prefix: Result<Option<&Range>, NotEvaluated> = hub.address_prefix.get();
        let Some(Some(range)) = findings.or_not_evaluated(prefix) else { continue };
        let what = format!("address prefix {range}");
        said(&hub.address_prefix, &what, range, &hub.resource, findings);
    }
    Ok(())
}

fn said(at: &Field<Range>, what: &str, range: &Range, of: &Resource, findings: &mut Findings<'_>) {
    if matches!(range.net(), Some(IpNet::V6(_))) {
        findings
            .add(at, format!("{what} is IPv6, which Virtual WAN doesn't support"))
            .help("use an IPv4 range")
            .about(of.subject());
    }
}
