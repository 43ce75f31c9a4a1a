//! What lies around a gateway in a hub of Virtual WAN: the hub, what is connected to it, and its sister hubs.

use std::collections::HashMap;

use arm_template::Span;

use super::shown::{ranges, text, written};
use crate::finding::{Joined, Relation, Surrounding, Surroundings};
use crate::resource::{
    ConnectionConfiguration, Estate, Field, Hub, HubConnection, HubRouting, Network, NotEvaluated,
    PointToSiteGateway, Reference, VpnServerConfiguration,
};

/// The hubs of each Virtual WAN, found by any of them.
pub(super) struct VirtualWans<'a> {
    hubs: Vec<Vec<&'a Hub>>,
    of_hub: HashMap<*const Hub, usize>,
}

impl<'a> VirtualWans<'a> {
    pub(super) fn of(estate: &'a Estate) -> Self {
        let hubs = estate.virtual_wans();
        let of_hub = hubs.iter().enumerate().flat_map(|(at, those)| {
            those.iter().map(move |hub| (std::ptr::from_ref::<Hub>(hub), at))
        });
        Self { of_hub: of_hub.collect(), hubs }
    }

    fn sisters(&self, hub: &'a Hub) -> impl Iterator<Item = &'a Hub> {
        let at = self.of_hub.get(&std::ptr::from_ref(hub));
        let those = at.map_or(&[][..], |at| self.hubs[*at].as_slice());
        those.iter().copied().filter(move |other| !std::ptr::eq(*other, hub))
    }
}

/// Nothing where the hub is not in the input.
pub(super) fn around(
    estate: &Estate,
    wans: &VirtualWans<'_>,
    gateway: &PointToSiteGateway,
) -> Option<Surroundings> {
    let hub = estate.hub_of(gateway).ok()?.filter(|hub| hub.declared)?;
    let mut neighbours = vec![clients(gateway)];
    neighbours.extend(server(&estate.server_configuration_of(gateway)));
    neighbours.push(own(estate, hub));
    neighbours.extend(routes(gateway));
    neighbours.extend(hub.connections.iter().map(|it| connected(estate, hub, it)));
    neighbours.extend(wans.sisters(hub).map(|other| sister(estate, other)));
    Some(Surroundings { gateway: gateway.resource.subject(), neighbours })
}

/// The pools, each with the configuration that it stands in where there are several.
fn pools(gateway: &PointToSiteGateway) -> (Vec<String>, Vec<Span>) {
    let configurations = gateway.connection_configurations.known_items();
    let mut facts = Vec::new();
    for configuration in configurations {
        let named = (configurations.len() > 1).then(|| text(&configuration.name));
        if configuration.pool.is_unknown() {
            facts.push(of_one(named.as_deref(), "unknown"));
        }
        for range in configuration.pool.known_items() {
            facts.push(of_one(named.as_deref(), &text(range)));
        }
    }
    if gateway.connection_configurations.is_unknown() {
        facts.push("unknown".to_owned());
    } else if facts.is_empty() {
        facts.push("no address pool".to_owned());
    }
    let of_one = |it: &ConnectionConfiguration| it.origin.span();
    (facts, configurations.iter().map(of_one).collect())
}

fn of_one(name: Option<&str>, fact: &str) -> String {
    name.map_or_else(|| fact.to_owned(), |name| format!("{fact} ({name})"))
}

fn clients(gateway: &PointToSiteGateway) -> Surrounding {
    let (facts, spans) = pools(gateway);
    Surrounding { role: Relation::Clients, name: "VPN clients".to_owned(), facts, spans }
}

/// How the clients connect; none where the gateway names no configuration.
fn server(found: &Result<Option<&VpnServerConfiguration>, NotEvaluated>) -> Option<Surrounding> {
    let role = Relation::ServerConfiguration;
    let Ok(found) = found else {
        let (name, facts) = ("VPN server configuration".to_owned(), vec!["unknown".to_owned()]);
        return Some(Surrounding { role, name, facts, spans: Vec::new() });
    };
    let server = (*found)?;
    let client = &server.client;
    let mut facts = Vec::new();
    for (what, words) in
        [("", words(&client.protocols)), ("signs in by ", words(&client.authentication_types))]
    {
        facts.extend(words.map(|words| format!("{what}{words}")));
    }
    Some(Surrounding {
        role,
        name: server.resource.subject().name,
        facts,
        spans: vec![server.resource.origin().span()],
    })
}

/// The words of a list; nothing where there is none.
fn words<T: ToString>(list: &Field<Vec<Field<T>>>) -> Option<String> {
    match list.get() {
        Ok(Some(words)) => Some(words.iter().map(text).collect::<Vec<_>>().join(", ")),
        Ok(None) => None,
        Err(_) => Some("unknown".to_owned()),
    }
}

fn prefix(hub: &Hub) -> Option<String> {
    (!hub.address_prefix.is_absent()).then(|| text(&hub.address_prefix))
}

fn own(estate: &Estate, hub: &Hub) -> Surrounding {
    let mut facts: Vec<String> = prefix(hub).into_iter().collect();
    facts.extend(match (estate.virtual_wan_of(hub), hub.wan.value()) {
        (Ok(Some(wan)), _) => Some(format!("in {}", wan.subject().name)),
        (_, Some(Reference::To(id))) => Some(format!("in {}", id.name())),
        _ => None,
    });
    Surrounding {
        role: Relation::Hub,
        name: hub.resource.subject().name,
        facts,
        spans: vec![hub.resource.origin().span()],
    }
}

/// The route tables that hold for the clients, and those that learn the way to them; none where nothing says so.
fn routes(gateway: &PointToSiteGateway) -> Option<Surrounding> {
    let configurations = gateway.connection_configurations.known_items();
    let written_ones: Vec<_> =
        configurations.iter().filter(|it| it.routing.object.value().is_some()).collect();
    let several = configurations.len() > 1;
    let mut facts = Vec::new();
    for configuration in &written_ones {
        let named = several.then(|| text(&configuration.name));
        facts.extend(tables(&configuration.routing).iter().map(|it| of_one(named.as_deref(), it)));
    }
    facts.dedup();
    if facts.is_empty() {
        return None;
    }
    let spans = written_ones.iter().map(|it| it.routing.object.span()).collect();
    Some(Surrounding { role: Relation::Routes, name: "Routes of clients".to_owned(), facts, spans })
}

fn tables(routing: &HubRouting) -> Vec<String> {
    let mut facts = Vec::new();
    if !routing.associated.is_absent() {
        facts.push(format!("by {}", name_of(&routing.associated)));
    }
    facts.extend(routing.propagated.iter().map(|it| format!("known to {}", name_of(it))));
    let labels = routing.labels.known_items().iter();
    facts.extend(labels.map(|label| format!("known to label {}", text(label))));
    facts
}

fn name_of(reference: &Field<Reference>) -> String {
    match reference.value() {
        Some(Reference::To(id)) if !reference.origin().is_secret() => id.name().to_owned(),
        _ => "unknown".to_owned(),
    }
}

/// A network that is connected to the hub.
fn connected(estate: &Estate, hub: &Hub, connection: &HubConnection) -> Surrounding {
    let network = estate.network_connected(hub, connection).ok().flatten();
    let mut facts = network
        .map_or_else(|| vec!["unknown".to_owned()], |network| ranges(&network.address_space));
    for route in &connection.routing.static_routes {
        let hop = text(&route.next_hop);
        facts.extend(ranges(&route.destinations).iter().map(|to| format!("{to} \u{2192} {hop}")));
    }
    let joined = match connection.state.value().map(String::as_str) {
        Some(state) if state.eq_ignore_ascii_case("Succeeded") => Joined::Yes,
        Some(state) if state.eq_ignore_ascii_case("Failed") => Joined::No,
        _ => Joined::Unsaid,
    };
    if joined == Joined::No {
        facts.push("the connection has failed".to_owned());
    }
    let mut spans = vec![connection.origin.span()];
    spans.extend(written(&connection.network));
    spans.extend(network.map(|network| network.resource.origin().span()));
    let name = network.map_or_else(|| name_of(&connection.network), Network::label);
    Surrounding { role: Relation::Spoke(joined), name, facts, spans }
}

/// Another hub of the same Virtual WAN, with the pools of its gateways: all share one address space.
fn sister(estate: &Estate, hub: &Hub) -> Surrounding {
    let mut facts: Vec<String> = prefix(hub).into_iter().collect();
    let mut spans = Vec::new();
    if hub.declared {
        spans.push(hub.resource.origin().span());
    } else {
        facts.push("unknown".to_owned());
    }
    for gateway in estate.gateways_in_hub(hub) {
        let (pools, places) = pools(gateway);
        facts.extend(pools.iter().map(|pool| format!("clients: {pool}")));
        spans.extend(places);
    }
    Surrounding { role: Relation::SisterHub, name: hub.resource.subject().name, facts, spans }
}
