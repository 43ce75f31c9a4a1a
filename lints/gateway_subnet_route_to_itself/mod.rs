#![doc = include_str!("README.md")]

use ipnet::IpNet;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{GatewaySubnet, NextHop, NotEvaluated, Range, RouteTable, covers, overlap};

declare_lint! {
    id: "gateway-subnet-route-to-itself",
    summary: "a route diverts traffic within GatewaySubnet",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::GatewaySubnet(check),
}

fn check(place: &GatewaySubnet<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(table) = context.estate.route_table_of(*place)? else { return Ok(()) };
    for range in place.subnet.ranges.items()? {
        let Some(own) = findings.or_not_evaluated(range.get()).flatten().and_then(Range::net)
        else {
            continue;
        };
        for route in &table.routes {
            let Some(destination) = findings.or_not_evaluated(route.destination.get()).flatten()
            else {
                continue;
            };
            // A default route and its halves are a fault of their own.
            let net = destination.net().filter(|net| net.prefix_len() > 1 && overlap(*net, own));
            let Some(net) = net else { continue };
            let Some(hop) = findings.or_not_evaluated(route.next_hop.get()).flatten() else {
                continue;
            };
            let severity = match hop {
                NextHop::VnetLocal | NextHop::Other(_) => continue,
                NextHop::None | NextHop::VirtualAppliance | NextHop::VirtualApplianceEcmp
                    if net.contains(&own) =>
                {
                    Severity::Error
                }
                _ => Severity::Warning,
            };
            let Some(true) = findings.or_not_evaluated(is_chosen(net, own, place)) else {
                continue;
            };
            if kept_local(net, own, table) {
                continue;
            }
            let what = match (net == own, net.contains(&own)) {
                (true, _) => format!("{net}, the range of GatewaySubnet itself,"),
                (_, true) => format!("{net}, which covers GatewaySubnet {own},"),
                _ => format!("{net}, a part of GatewaySubnet {own},"),
            };
            findings
                .add(&route.destination, format!("route '{}' sends {what} to {hop}", route.label()))
                .severity(severity)
                .help("exclude the range of GatewaySubnet: route only the other ranges that must go through the next hop")
                .about(table.resource.subject())
                .related(&place.subnet.route_table, "GatewaySubnet uses this route table")
                .related(range, "the range of GatewaySubnet");
        }
    }
    table.inline.get()?;
    Ok(())
}

/// Whether the route wins over the network's own: a route wider than the address space never does.
fn is_chosen(net: IpNet, own: IpNet, place: &GatewaySubnet<'_>) -> Result<bool, NotEvaluated> {
    if net.prefix_len() >= own.prefix_len() {
        return Ok(true);
    }
    let narrower = |space: &IpNet| space.contains(&own) && space.prefix_len() > net.prefix_len();
    Ok(!place.network.nets()?.iter().any(narrower))
}

/// Whether narrower routes keep all that the route would take within the network.
fn kept_local(net: IpNet, own: IpNet, table: &RouteTable) -> bool {
    let local: Vec<IpNet> = table
        .routes
        .iter()
        .filter(|route| route.next_hop.value() == Some(&NextHop::VnetLocal))
        .filter_map(|route| route.destination.value()?.net())
        .filter(|local| local.prefix_len() > net.prefix_len())
        .collect();
    covers(&local, if net.contains(&own) { own } else { net })
}
