#![doc = include_str!("README.md")]

use ipnet::IpNet;

use crate::finding::{Finding, Severity};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{
    Destination, Gateway, GatewaySubnet, Network, NetworkPeering, NextHop, NotEvaluated,
    PointToSite, Range, Route, RouteTable, Subnet, covers,
};

declare_lint! {
    id: "workload-route-loses-pool",
    summary: "responses from virtual machines don't reach point-to-site clients",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["you still can't connect to Azure resources"],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

/// Subnets of Azure's own services, which have rules of their own for routes.
const SERVICES: [&str; 5] = [
    "GatewaySubnet",
    "AzureFirewallSubnet",
    "AzureFirewallManagementSubnet",
    "AzureBastionSubnet",
    "RouteServerSubnet",
];

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let Some(network) = context.estate.network_of(gateway)? else { return Ok(()) };
    for home in std::iter::once(network).chain(spokes(network, context)) {
        for subnet in home.subnets.iter().filter(|subnet| !is_of_a_service(subnet)) {
            let place = GatewaySubnet { network: home, subnet };
            let Some(Some(table)) = findings.or_not_evaluated(context.estate.route_table_of(place))
            else {
                continue;
            };
            for pool in client.all_pools() {
                let Some(net) =
                    findings.or_not_evaluated(pool.get()).flatten().and_then(Range::net)
                else {
                    continue;
                };
                let Some(Some(loss)) =
                    findings.or_not_evaluated(loss(net, table, subnet, gateway, context))
                else {
                    continue;
                };
                report(&loss, net, table, subnet, findings)
                    .related(pool, "the client address pool");
            }
        }
    }
    Ok(())
}

fn is_of_a_service(subnet: &Subnet) -> bool {
    SERVICES
        .iter()
        .any(|name| subnet.name.value().is_some_and(|own| own.eq_ignore_ascii_case(name)))
}

/// The networks whose peering lets them use the gateway.
fn spokes<'a>(network: &'a Network, context: &'a Context<'_>) -> impl Iterator<Item = &'a Network> {
    network.peerings.iter().filter_map(move |peering| {
        let place = NetworkPeering { network, peering };
        let uses = context.estate.way_back(place).ok()??.use_remote_gateways.value()?;
        let offered = peering.allow_gateway_transit.value()?;
        context.estate.remote_of(place).ok()?.filter(|_| *uses && *offered)
    })
}

/// What becomes of an answer to a client.
enum Loss<'a> {
    /// The subnet has no route for the pool.
    NoRoute,
    /// A route takes it elsewhere.
    Taken(&'a Route, &'a NextHop),
    /// It passes an appliance that has not seen the question.
    OneWay(&'a Route, &'a NextHop),
}

fn loss<'a>(
    pool: IpNet,
    table: &'a RouteTable,
    subnet: &Subnet,
    gateway: &Gateway,
    context: &Context<'_>,
) -> Result<Option<Loss<'a>>, NotEvaluated> {
    let propagation_off = table.propagation_off.is_on()?;
    let Some((route, hop)) = chosen(pool, table, propagation_off)? else {
        return Ok(propagation_off.then_some(Loss::NoRoute));
    };
    match hop {
        NextHop::VirtualNetworkGateway | NextHop::Other(_) => Ok(None),
        NextHop::VirtualAppliance | NextHop::VirtualApplianceEcmp => {
            // The appliance's own subnet may well have the route that it hands on by.
            let address =
                route.next_hop_address.value().and_then(|address| address.trim().parse().ok());
            let inside = address.is_some_and(|address: std::net::IpAddr| {
                subnet.nets().any(|net| net.contains(&address))
            });
            let safe = inside || comes_by_appliance(subnet, gateway, context)?;
            Ok((!safe).then_some(Loss::OneWay(route, hop)))
        }
        _ => Ok(Some(Loss::Taken(route, hop))),
    }
}

/// The route that Azure selects for the pool, or for a part of it, instead of the gateway's own.
fn chosen(
    pool: IpNet,
    table: &RouteTable,
    propagation_off: bool,
) -> Result<Option<(&Route, &NextHop)>, NotEvaluated> {
    let mut best: Option<(u8, &Route, &NextHop)> = None;
    for route in &table.routes {
        let Some(net) = route.destination.get()?.and_then(Destination::net) else { continue };
        let counts = pool.contains(&net) || (propagation_off && net.contains(&pool));
        if let (true, Some(hop)) = (
            counts && best.is_none_or(|(length, ..)| net.prefix_len() > length),
            route.next_hop.get()?,
        ) {
            best = Some((net.prefix_len(), route, hop));
        }
    }
    table.inline.get()?;
    Ok(best.map(|(_, route, hop)| (route, hop)))
}

/// Whether `GatewaySubnet` sends what is for this subnet through an appliance too.
fn comes_by_appliance(
    subnet: &Subnet,
    gateway: &Gateway,
    context: &Context<'_>,
) -> Result<bool, NotEvaluated> {
    let Some(place) = context.estate.gateway_subnet_of(gateway)? else { return Ok(false) };
    let Some(table) = context.estate.route_table_of(place)? else { return Ok(false) };
    let mut nets = Vec::new();
    for route in &table.routes {
        if matches!(
            route.next_hop.get()?,
            Some(NextHop::VirtualAppliance | NextHop::VirtualApplianceEcmp)
        ) {
            nets.extend(route.destination.get()?.and_then(Destination::net));
        }
    }
    table.inline.get()?;
    Ok(subnet.nets().any(|net| covers(&nets, net)))
}

fn report<'f>(
    loss: &Loss<'_>,
    pool: IpNet,
    table: &RouteTable,
    subnet: &Subnet,
    findings: &'f mut Findings<'_>,
) -> &'f mut Finding {
    let name = subnet.label();
    let finding = match loss {
        Loss::NoRoute => findings
            .add(&table.propagation_off, format!("subnet '{name}' has no route back to clients in {pool}"))
            .help("enable route propagation, or add a route for the pool with next hop VirtualNetworkGateway"),
        Loss::Taken(route, hop) => findings
            .add(&route.destination, format!("responses from subnet '{name}' to clients in {pool} go to {hop}"))
            .help("add a route for the pool with next hop VirtualNetworkGateway, or use the gateway's own route"),
        Loss::OneWay(route, hop) => {
            let address = route.next_hop_address.value().map_or_else(String::new, |address| format!(" {address}"));
            findings
                .add(&route.destination, format!("responses from subnet '{name}' to clients in {pool} go to {hop}{address}, but requests come directly from the gateway"))
                .help("add a route for the pool with next hop VirtualNetworkGateway, or also send requests through the appliance with a route for this subnet on GatewaySubnet")
        }
    };
    finding
        .about(table.resource.subject())
        .related(&subnet.route_table, format!("subnet '{name}' uses this route table"))
}
