#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{FarEnd, Gateway, NotEvaluated, PointToSite};

declare_lint! {
    id: "pool-overlaps-other-gateway",
    summary: "two connected gateways assign the same client addresses",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["691", "812"],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let own = findings.known(client.pool_prefixes());
    for other in others(gateway, context, findings)? {
        if !is_earlier(gateway, other) {
            continue;
        }
        let Some(other_client) = findings.or_not_evaluated(other.point_to_site()).flatten() else {
            continue;
        };
        let name = other.resource.subject().name;
        let theirs = findings.known(other_client.pool_prefixes());
        for pool in &own {
            let Some(same) = theirs.iter().find(|their| their.range.overlaps(pool.range)) else {
                continue;
            };
            findings
                .add(
                    pool.at,
                    format!(
                        "{pool} overlaps {} of gateway '{name}', which is reachable from here",
                        same.range
                    ),
                )
                .help("use a different client pool for each gateway")
                .related(same.at, format!("the pool of '{name}'"));
        }
    }
    Ok(())
}

/// Gateways that a connection leads to, and those of peered networks.
fn others<'a>(
    gateway: &'a Gateway,
    context: &Context<'a>,
    findings: &mut Findings<'_>,
) -> Result<Vec<&'a Gateway>, NotEvaluated> {
    let mut others: Vec<&Gateway> = Vec::new();
    for far in findings.known(context.estate.far_ends(gateway)) {
        if let FarEnd::Gateway(_, other) = far {
            others.push(other);
        }
    }
    let Some(network) = context.estate.network_of(gateway)? else { return Ok(others) };
    for neighbour in findings.known(context.estate.peered_with(network)) {
        others.extend(
            neighbour.network.into_iter().flat_map(|network| context.estate.gateways_in(network)),
        );
    }
    let mut seen: Vec<*const Gateway> = Vec::new();
    others.retain(|other| {
        let new = !std::ptr::eq(*other, gateway) && !seen.contains(&std::ptr::from_ref(*other));
        seen.push(std::ptr::from_ref(*other));
        new
    });
    Ok(others)
}

/// Each pair is said once, at the gateway that is read first: all of them lie in one list.
fn is_earlier(gateway: &Gateway, other: &Gateway) -> bool {
    std::ptr::from_ref(gateway) < std::ptr::from_ref(other)
}
