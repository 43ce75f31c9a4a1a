#![doc = include_str!("README.md")]

use crate::facts;
use crate::finding::Severity;
use crate::lint::routes::is_carried_on;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite, Range};

declare_lint! {
    id: "custom-route-internet",
    summary: "a custom route leads to the Internet, but nothing forwards the traffic",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    _: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let mut routes = findings.known(gateway.custom_routes.elements());
    routes.retain(|(_, route)| is_public(route));
    if routes.is_empty() {
        return Ok(());
    }
    let Some(reach) = context.estate.reach(gateway)? else { return Ok(()) };
    let Some(place) = context.estate.gateway_subnet_of(gateway)? else { return Ok(()) };
    if !place.subnet.service_endpoints.items()?.is_empty() {
        return Ok(());
    }
    for (at, route) in routes {
        let own = |range: &&Range| {
            range.net().zip(route.net()).is_some_and(|(range, route)| range.contains(&route))
        };
        if reach.ranges.iter().any(own) || is_carried_on(route, gateway, context.estate)? {
            continue;
        }
        reach.complete()?;
        findings
            .add(at, format!("custom route {route} leads to the Internet, but the gateway doesn't forward traffic there"))
            .help("remove it, or add a service endpoint or a route to an appliance for it to GatewaySubnet");
    }
    Ok(())
}

/// Whether it is of public addresses, and no half of the Internet.
fn is_public(route: &Range) -> bool {
    route.net().is_some_and(|net| {
        net.prefix_len() > 1
            && !facts::is_private(net)
            && !facts::shared(net)
            && facts::reserved(net).is_none()
    })
}
