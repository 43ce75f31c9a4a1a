//! What lies around a gateway in a virtual network: the network, its peerings, routes, sites and clients.

use arm_template::Span;

use super::shown::{ranges, text, written};
use crate::finding::{Joined, Relation, Surrounding, Surroundings};
use crate::resource::{
    Estate, FarEnd, Field, Gateway, GatewaySubnet, Network, NetworkPeering, Peering, PeeringState,
    Reference, Subnet,
};

/// Nothing where the network is not in the input.
pub(super) fn around(estate: &Estate, gateway: &Gateway) -> Option<Surroundings> {
    let network = estate.network_of(gateway).ok()??;
    let mut neighbours = vec![clients(gateway), own(network)];
    if let Some(subnet) = network.subnet(Subnet::GATEWAY) {
        neighbours.extend(routes(estate, GatewaySubnet { network, subnet }));
    }
    let of_hub = network.peerings.iter().map(|peering| {
        let place = NetworkPeering { network, peering };
        spoke(
            name_of(peering),
            Some(place),
            estate.way_back(place).ok().flatten(),
            estate.remote_of(place).ok().flatten(),
        )
    });
    neighbours.extend(of_hub);
    // Networks that say by themselves that they are peered with this one.
    let of_others = estate
        .peered_from(network)
        .filter(|place| {
            let id = place.network.id();
            id.is_none() || !matches!(network.ways().to(id), Ok(Some(_)))
        })
        .map(|place| spoke(place.network.label(), None, Some(place.peering), Some(place.network)));
    neighbours.extend(of_others);
    neighbours.extend(estate.far_ends(gateway).filter_map(Result::ok).map(site));
    Some(Surroundings { gateway: gateway.resource.subject(), neighbours })
}

fn clients(gateway: &Gateway) -> Surrounding {
    let client = &gateway.vpn_client;
    let mut facts: Vec<String> = client.all_pools().map(text).collect();
    let allocated = client.pool_allocations.known_items().len();
    if client.pool.is_unknown() {
        facts.push("unknown".to_owned());
    } else if allocated > 0 {
        facts.push("from an IPAM pool".to_owned());
    } else if facts.is_empty() {
        facts.push("no address pool".to_owned());
    }
    let mut spans: Vec<Span> = client.all_pools().map(Field::span).collect();
    spans.extend(written(&client.pool));
    spans.extend(client.connection_configurations.known_items().iter().map(|it| it.origin.span()));
    Surrounding { role: Relation::Clients, name: "VPN clients".to_owned(), facts, spans }
}

fn own(network: &Network) -> Surrounding {
    let mut facts = ranges(&network.address_space);
    if let Some(subnet) = network.subnet(Subnet::GATEWAY) {
        facts.extend(ranges(&subnet.ranges).into_iter().map(|it| format!("gateway in {it}")));
    }
    Surrounding {
        role: Relation::Network,
        name: network.label(),
        facts,
        spans: vec![network.resource.origin().span()],
    }
}

/// The routes that are written down for the gateway's subnet; none where no table is attached.
fn routes(estate: &Estate, place: GatewaySubnet<'_>) -> Option<Surrounding> {
    let name = "Routes of GatewaySubnet".to_owned();
    let reference = &place.subnet.route_table;
    let Ok(table) = estate.route_table_of(place) else {
        let spans = written(reference).collect();
        let facts = vec!["unknown".to_owned()];
        return Some(Surrounding { role: Relation::Routes, name, facts, spans });
    };
    let table = table?;
    let mut facts = Vec::new();
    for route in &table.routes {
        let hop = text(&route.next_hop);
        facts.push(format!("{} \u{2192} {hop}", text(&route.destination)));
        if hop == "VirtualAppliance" {
            facts.push(format!("  at {}", text(&route.next_hop_address)));
        }
    }
    if table.inline.is_unknown() {
        facts.push("unknown".to_owned());
    }
    if facts.is_empty() {
        facts.push("a table without routes".to_owned());
    }
    let mut spans = vec![table.resource.origin().span()];
    spans.extend(table.routes.iter().map(|route| route.origin.span()));
    spans.extend(written(reference));
    Some(Surrounding { role: Relation::Routes, name, facts, spans })
}

/// A peered network, by what either side says of the peering.
fn spoke(
    name: String,
    hub: Option<NetworkPeering<'_>>,
    back: Option<&Peering>,
    network: Option<&Network>,
) -> Surrounding {
    let said = hub.map(|place| place.peering);
    let mut facts = match (network, said) {
        (Some(network), _) if !network.address_space.is_unknown() => ranges(&network.address_space),
        (_, Some(peering)) if peering.remote_address_space.value().is_some() => {
            ranges(&peering.remote_address_space)
        }
        _ => vec!["unknown".to_owned()],
    };
    let states: Vec<_> = [said, back].into_iter().flatten().map(|side| &side.state).collect();
    let connected = |state: &&Field<PeeringState>| state.value() == Some(&PeeringState::Connected);
    let joined = if states.iter().any(|state| state.value().is_some() && !connected(state)) {
        Joined::No
    } else if states.iter().any(connected) {
        Joined::Yes
    } else {
        Joined::Unsaid
    };
    let on = |field: Option<&Field<bool>>| match field.map(Field::is_on) {
        Some(Ok(true)) => "on",
        Some(Ok(false)) => "off",
        Some(Err(_)) | None => "unknown",
    };
    facts.push(format!("gateway transit: {}", on(said.map(|it| &it.allow_gateway_transit))));
    facts.push(format!("uses the gateway: {}", on(back.map(|it| &it.use_remote_gateways))));
    match joined {
        Joined::No => facts.push("the peering is not connected".to_owned()),
        Joined::Yes | Joined::Unsaid => {}
    }
    let mut spans: Vec<Span> =
        [said, back].into_iter().flatten().map(|side| side.origin.span()).collect();
    spans.extend(network.map(|network| network.resource.origin().span()));
    let name = network.map_or(name, Network::label);
    Surrounding { role: Relation::Spoke(joined), name, facts, spans }
}

fn site(far: FarEnd<'_>) -> Surrounding {
    let (connection, resource, facts) = match far {
        FarEnd::Site(connection, site) => (connection, &site.resource, ranges(&site.address_space)),
        FarEnd::Gateway(connection, gateway) => {
            (connection, &gateway.resource, vec!["a virtual network gateway".to_owned()])
        }
    };
    Surrounding {
        role: Relation::Site,
        name: resource.subject().name,
        facts,
        spans: vec![connection.resource.origin().span(), resource.origin().span()],
    }
}

fn name_of(peering: &Peering) -> String {
    match peering.remote.value() {
        Some(Reference::To(id)) => id.name().to_owned(),
        _ => "unknown".to_owned(),
    }
}
