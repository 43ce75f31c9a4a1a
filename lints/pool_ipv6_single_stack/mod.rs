#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "pool-ipv6-single-stack",
    summary: "clients get IPv6 addresses, but the pool or GatewaySubnet has only one IP version",
    severity: Severity::Warning,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let all: Vec<_> = client.pool_prefixes().collect();
    let is_whole = all.iter().all(Result::is_ok);
    let pools = findings.known(all);
    let Some(pool) = pools.iter().find(|pool| pool.range.is_ipv6()) else { return Ok(()) };
    if is_whole && pools.iter().all(|pool| pool.range.is_ipv6()) {
        findings
            .add(pool.at, format!("{pool} is IPv6, but clients get no IPv4 addresses"))
            .help("add an IPv4 prefix: a gateway supports IPv6 only in dual stack");
    }
    let Some(place) = context.estate.gateway_subnet_of(gateway)? else { return Ok(()) };
    for range in place.subnet.ranges.items()? {
        range.get()?;
    }
    let mut nets = place.subnet.nets().peekable();
    if nets.peek().is_none() || nets.any(|net| net.addr().is_ipv6()) {
        return Ok(());
    }
    findings
        .add(pool.at, format!("{pool} is IPv6, but GatewaySubnet has only IPv4"))
        .help("add an IPv6 prefix to the virtual network and GatewaySubnet, and deploy a new gateway there")
        .related(&place.subnet.ranges, "the subnet");
    Ok(())
}
