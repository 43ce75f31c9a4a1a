#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{GatewaySubnet, GatewayType, Network, NextHop};

declare_lint! {
    id: "route-virtualnetworkgateway-coexist",
    summary: "a route leads to the virtual network gateway beside an ExpressRoute gateway",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Network(check),
}

fn check(network: &Network, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let of_kind = |kind| {
        context
            .estate
            .gateways_in(network)
            .find(move |gateway| gateway.gateway_type.value() == Some(kind))
    };
    let Some(express_route) = of_kind(&GatewayType::ExpressRoute) else { return Ok(()) };
    let both = of_kind(&GatewayType::Vpn).is_some();
    for subnet in &network.subnets {
        let table = context.estate.route_table_of(GatewaySubnet { network, subnet });
        let Some(table) = findings.or_not_evaluated(table).flatten() else { continue };
        for route in table
            .routes
            .iter()
            .filter(|route| route.next_hop.value() == Some(&NextHop::VirtualNetworkGateway))
        {
            let beside =
                if both { "a VPN and an ExpressRoute gateway" } else { "an ExpressRoute gateway" };
            findings
                .add(
                    &route.next_hop,
                    format!(
                        "route '{}' leads to VirtualNetworkGateway in a network with {beside}",
                        route.label()
                    ),
                )
                .help("remove the route, and propagate the gateways' own routes to the subnet")
                .about(table.resource.subject())
                .related(
                    &subnet.route_table,
                    format!("subnet '{}' uses this route table", subnet.label()),
                )
                .related(&express_route.gateway_type, "the ExpressRoute gateway");
        }
    }
    Ok(())
}
