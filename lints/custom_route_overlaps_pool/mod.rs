#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "custom-route-overlaps-pool",
    summary: "a custom route leads to the clients' own addresses",
    severity: Severity::Note,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let routes = findings.known(gateway.custom_routes.elements());
    if routes.is_empty() {
        return Ok(());
    }
    let pools = findings.known(client.pool_prefixes());
    for (at, route) in routes {
        // A wider route than the pool sums up networks; what lies in the pool goes to clients all the same.
        let inside = |range: &crate::resource::Range| {
            range.net().zip(route.net()).is_some_and(|(pool, route)| pool.contains(&route))
        };
        let Some(pool) = pools.iter().find(|pool| inside(pool.range)) else { continue };
        findings
            .add(at, format!("custom route {route} leads to addresses in the {pool}"))
            .help("remove the route, or move the pool out of the network that the route is for")
            .related(pool.at, "the pool");
    }
    Ok(())
}
