#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{GatewaySubnet, NextHop, Range};

declare_lint! {
    id: "gateway-subnet-route-hides-pool",
    summary: "a route on GatewaySubnet diverts the clients' addresses from the gateway",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::GatewaySubnet(check),
}

fn check(place: &GatewaySubnet<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(table) = context.estate.route_table_of(*place)? else { return Ok(()) };
    if table.routes.is_empty() {
        table.inline.get()?;
        return Ok(());
    }
    for gateway in context.estate.known_gateways_in(place.network)? {
        let Some(Some(client)) = findings.or_not_evaluated(gateway.point_to_site()) else {
            continue;
        };
        for pool in client.all_pools() {
            let Some(pool_net) =
                findings.or_not_evaluated(pool.get()).flatten().and_then(Range::net)
            else {
                continue;
            };
            for route in &table.routes {
                let Some(destination) =
                    findings.or_not_evaluated(route.destination.get()).flatten()
                else {
                    continue;
                };
                // The gateway's own route for the pool wins over every wider one.
                if !destination.net().is_some_and(|net| pool_net.contains(&net)) {
                    continue;
                }
                let Some(hop) = findings.or_not_evaluated(route.next_hop.get()).flatten() else {
                    continue;
                };
                if *hop == NextHop::VirtualNetworkGateway {
                    continue;
                }
                findings
                    .add(
                        &route.destination,
                        format!(
                            "route '{}' sends {destination}, which contains client addresses, to {hop}",
                            route.label()
                        ),
                    )
                    .help("remove the route; the gateway already has a route to its clients")
                    .about(table.resource.subject())
                    .related(pool, "the client address pool")
                    .related(&place.subnet.route_table, "GatewaySubnet uses this route table");
            }
        }
    }
    table.inline.get()?;
    Ok(())
}
