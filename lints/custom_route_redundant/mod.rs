#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite, Range};

declare_lint! {
    id: "custom-route-redundant",
    summary: "a custom route repeats a route that clients already get",
    severity: Severity::Note,
    category: Category::Hygiene,
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    _: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let routes = findings.known(gateway.custom_routes.elements());
    if routes.is_empty() {
        return Ok(());
    }
    let Some(network) = context.estate.network_of(gateway)? else { return Ok(()) };
    let own = findings.known(network.address_space.elements());
    for (at, route) in routes {
        let around = |(_, range): &&(&_, &Range)| {
            range.net().zip(route.net()).is_some_and(|(range, route)| range.contains(&route))
        };
        let Some((place, range)) = own.iter().find(around) else { continue };
        findings
            .add(at, format!("custom route {route} lies in {range} of the gateway's network, for which clients already get a route"))
            .help("remove it")
            .related(*place, "the range of the network");
    }
    Ok(())
}
