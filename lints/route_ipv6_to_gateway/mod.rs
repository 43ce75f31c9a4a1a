#![doc = include_str!("README.md")]

use ipnet::IpNet;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{
    Destination, Gateway, GatewaySubnet, GatewayType, Network, NetworkPeering, NextHop, Route,
};

declare_lint! {
    id: "route-ipv6-to-gateway",
    summary: "a route for IPv6 leads to the VPN gateway, which route tables don't support",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Network(check),
}

fn check(network: &Network, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(gateway) = vpn_gateway_for(network, context) else { return Ok(()) };
    for subnet in &network.subnets {
        let table = context.estate.route_table_of(GatewaySubnet { network, subnet });
        let Some(table) = findings.or_not_evaluated(table).flatten() else { continue };
        for (route, net) in table.routes.iter().filter_map(to_gateway) {
            findings
                .add(
                    &route.destination,
                    format!("route '{}' sends {net} to the VPN gateway", route.label()),
                )
                .help("remove the route: the gateway's own routes for IPv6 propagate to the subnet")
                .about(table.resource.subject())
                .related(
                    &subnet.route_table,
                    format!("subnet '{}' uses this route table", subnet.label()),
                )
                .related(&gateway.gateway_type, "the VPN gateway");
        }
    }
    Ok(())
}

fn to_gateway(route: &Route) -> Option<(&Route, IpNet)> {
    let leads_there = route.next_hop.value() == Some(&NextHop::VirtualNetworkGateway);
    let net = route.destination.value().and_then(Destination::net)?;
    (leads_there && net.addr().is_ipv6()).then_some((route, net))
}

/// The VPN gateway that routes of a network lead to: its own, or that of a network whose gateway it uses.
fn vpn_gateway_for<'a>(network: &'a Network, context: &Context<'a>) -> Option<&'a Gateway> {
    let is_vpn = |gateway: &&Gateway| gateway.gateway_type.value() == Some(&GatewayType::Vpn);
    let estate = context.estate;
    if let Some(own) = estate.gateways_in(network).find(is_vpn) {
        return Some(own);
    }
    network
        .peerings
        .iter()
        .filter(|peering| peering.use_remote_gateways.value() == Some(&true))
        .filter_map(|peering| estate.remote_of(NetworkPeering { network, peering }).ok().flatten())
        .find_map(|remote| estate.gateways_in(remote).find(is_vpn))
}
