#![doc = include_str!("README.md")]

use std::net::IpAddr;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{NextHop, RouteTable};

declare_lint! {
    id: "route-next-hop-ip",
    summary: "a route's next hop address doesn't match its next hop type",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::RouteTable(check),
}

fn check(table: &RouteTable, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for route in &table.routes {
        let Some(hop) = findings.or_not_evaluated(route.next_hop.get()) else { continue };
        let given = route
            .next_hop_address
            .value()
            .map(|address| address.trim())
            .filter(|address| !address.is_empty());
        let unknown = route.next_hop_address.is_unknown();
        let name = route.label();
        match (hop, given) {
            (None, _) => {
                findings
                    .add(&route.next_hop, format!("route '{name}' has no nextHopType"))
                    .help(format!("set it to one of {}", NextHop::WORDS.join(", ")));
            }
            (Some(NextHop::VirtualAppliance), None) if !unknown => {
                let at = if route.next_hop_address.is_absent() {
                    route.next_hop.origin()
                } else {
                    route.next_hop_address.origin()
                };
                findings
                    .add(at, format!("route '{name}' leads to an appliance, but nextHopIpAddress is missing"))
                    .help("set nextHopIpAddress to the private IP address of the appliance or its load balancer")
                    .symptoms(&["NextHopIpAddress cannot be Null or Empty in route when NextHopType is VirtualAppliance"]);
            }
            (Some(NextHop::VirtualAppliance), Some(address))
                if address.parse::<IpAddr>().is_err() =>
            {
                findings
                    .add(&route.next_hop_address, format!("nextHopIpAddress '{address}' of route '{name}' is not an IP address"))
                    .help("set nextHopIpAddress to the private IP address of the appliance or its load balancer");
            }
            (
                Some(
                    hop @ (NextHop::Internet
                    | NextHop::None
                    | NextHop::VirtualNetworkGateway
                    | NextHop::VnetLocal),
                ),
                Some(address),
            ) => {
                findings
                    .add(
                        &route.next_hop_address,
                        format!("route '{name}' has the next hop {address}, but its type is {hop}"),
                    )
                    .help("set nextHopType to VirtualAppliance, or remove nextHopIpAddress")
                    .related(&route.next_hop, "the type");
            }
            _ => {}
        }
    }
    if table.declared {
        table.inline.get()?;
    }
    Ok(())
}
