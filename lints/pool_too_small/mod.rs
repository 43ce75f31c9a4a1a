#![doc = include_str!("README.md")]

use crate::facts;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "pool-too-small",
    summary: "the client address pool is smaller than a gateway requires",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let mut ranges = Vec::new();
    for element in client.pool.elements() {
        let (at, range) = element?;
        // What is no range, or an IPv6 range, is not counted here.
        let Some(size) = range.size().filter(|_| !range.is_ipv6()) else { return Ok(()) };
        ranges.push((at, range, size));
    }
    let total: u128 = ranges.iter().map(|(_, _, size)| size).sum();
    let least = |length: u8| 1u128 << (32 - length);
    let Some((at, range, _)) = ranges.first() else { return Ok(()) };
    if total >= least(facts::POOL_PREFIX_ACTIVE_ACTIVE) {
        return Ok(());
    }
    let (kind, length) = if total < least(facts::POOL_PREFIX) {
        ("a gateway", facts::POOL_PREFIX)
    } else if gateway.active_active.is_on()? {
        ("an active-active gateway", facts::POOL_PREFIX_ACTIVE_ACTIVE)
    } else {
        return Ok(());
    };
    let pool =
        if ranges.len() == 1 { (*range).to_string() } else { "with all its prefixes".to_owned() };
    let finding = findings.add(
        *at,
        format!(
            "client pool {pool} has {}, but {kind} requires a /{length} or larger",
            addresses(total)
        ),
    );
    finding.help("use a range with an address for each device, such as a /24");
    if length == facts::POOL_PREFIX_ACTIVE_ACTIVE {
        finding.related(&gateway.active_active, "each of two instances gets half of the pool");
    }
    Ok(())
}

fn addresses(number: u128) -> String {
    if number == 1 { "1 address".to_owned() } else { format!("{number} addresses") }
}
