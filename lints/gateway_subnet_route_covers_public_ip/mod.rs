#![doc = include_str!("README.md")]

use std::net::IpAddr;

use arm_template::Origin;
use ipnet::IpNet;

use crate::facts;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{
    Destination, Gateway, GatewayAddress, GatewaySubnet, NextHop, NotEvaluated, Reference, Route,
};

declare_lint! {
    id: "gateway-subnet-route-covers-public-ip",
    summary: "a route on GatewaySubnet diverts the gateway's tunnel traffic",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::GatewaySubnet(check),
}

fn check(place: &GatewaySubnet<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(table) = context.estate.route_table_of(*place)? else { return Ok(()) };
    let mut routes = Vec::new();
    for route in &table.routes {
        if findings.or_not_evaluated(takes_public_traffic(route)) == Some(true) {
            routes.push(route);
        }
    }
    table.inline.get()?;
    if routes.is_empty() {
        return Ok(());
    }
    for gateway in context.estate.known_gateways_in(place.network)? {
        for end in own_ends(gateway, context)?.into_iter().chain(remote_ends(gateway, context)) {
            let Some(end) = findings.or_not_evaluated(end) else { continue };
            for route in routes.iter().filter(|route| {
                route.destination.value().is_some_and(|net| net.contains(end.address))
            }) {
                let hop = route.next_hop.value().map_or("", |hop| hop.word());
                findings
                    .add(
                        &route.destination,
                        format!(
                            "route '{}' sends {}, {}, to {hop}",
                            route.label(),
                            end.address,
                            end.what
                        ),
                    )
                    .help("remove the route, or exclude this address from it")
                    .about(table.resource.subject())
                    .related(&place.subnet.route_table, "GatewaySubnet uses this route table")
                    .related(end.at.clone(), "the address");
            }
        }
    }
    Ok(())
}

/// Whether the route takes public addresses to where tunnels can't be made. The default route has a lint of its own.
fn takes_public_traffic(route: &Route) -> Result<bool, NotEvaluated> {
    let away = matches!(
        route.next_hop.get()?,
        Some(
            NextHop::VirtualAppliance
                | NextHop::VirtualApplianceEcmp
                | NextHop::VirtualNetworkGateway
                | NextHop::None
        )
    );
    let private = |net: &IpNet| facts::is_private(*net) || facts::shared(*net);
    let net =
        route.destination.get()?.and_then(Destination::net).filter(|net| net.prefix_len() > 1);
    Ok(away && net.is_some_and(|net| !private(&net)))
}

/// One end of the gateway's tunnels.
struct End {
    address: IpAddr,
    what: String,
    at: Origin,
}

fn own_ends(
    gateway: &Gateway,
    context: &Context<'_>,
) -> Result<Vec<Result<End, NotEvaluated>>, NotEvaluated> {
    let addresses = context.estate.addresses_of(gateway)?;
    let end = |address: Result<GatewayAddress<'_>, NotEvaluated>| {
        let ip = address?.ip;
        let not_given = || {
            NotEvaluated::new(
                "Azure assigns the address during the deployment",
                Some(ip.address.span()),
            )
        };
        let address = ip.ip().ok_or_else(|| ip.address.get().err().unwrap_or_else(not_given))?;
        Ok(End {
            address,
            what: "the gateway's own public address".to_owned(),
            at: ip.address.origin().clone(),
        })
    };
    Ok(addresses.into_iter().map(end).collect())
}

fn remote_ends(gateway: &Gateway, context: &Context<'_>) -> Vec<Result<End, NotEvaluated>> {
    let connections = context.estate.connections_naming(&gateway.resource);
    let sites = connections.filter_map(|connection| {
        let Reference::To(id) = connection.local_network_gateway.value()? else { return None };
        let span = connection.local_network_gateway.span();
        Some(
            context
                .estate
                .local_network_gateway(id, &connection.resource, span)
                .map(|site| (connection, site)),
        )
    });
    sites
        .filter_map(|site| match site {
            Ok((connection, site)) => {
                let address = site.gateway_address.value()?.trim().parse().ok()?;
                let what = format!(
                    "the other end of connection '{}'",
                    connection.resource.short_name().unwrap_or("(no name)")
                );
                Some(Ok(End { address, what, at: site.gateway_address.origin().clone() }))
            }
            Err(why) => Some(Err(why)),
        })
        .collect()
}
