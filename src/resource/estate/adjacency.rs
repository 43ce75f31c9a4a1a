//! Which resources of an estate lie next to each other, found out once for all lints.

use std::collections::HashMap;
use std::hash::Hash;

use crate::resource::estate::Estate;
use crate::resource::estate::place::{EstateIndex, Listed as _};
use crate::resource::gateways::connection::Connection;
use crate::resource::gateways::gateway::Gateway;
use crate::resource::networks::name_resolution::linked_network;
use crate::resource::networks::network::Network;
use crate::resource::reading::field::Field;
use crate::resource::reading::id::ResourceId;
use crate::resource::reading::reference::Reference;
use crate::resource::reading::resource::{DeploymentGroup, Kind, Resource};
use crate::resource::virtual_wan::gateway::PointToSiteGateway;
use crate::resource::virtual_wan::hub::Hub;
use crate::resource::virtual_wan::server_configuration::VpnServerConfiguration;

/// Neighbours, as places in the lists of the estate. Each list is in the estate's order and names nothing twice.
#[derive(Debug, Default)]
pub(crate) struct Adjacency {
    /// The gateways in each network.
    gateways: HashMap<EstateIndex<Network>, Vec<EstateIndex<Gateway>>>,
    /// The networks that have a peering with each network, and which of their peerings is the first such.
    peerings: HashMap<EstateIndex<Network>, Vec<(EstateIndex<Network>, usize)>>,
    /// The connections that have each gateway at one of their ends.
    connections: HashMap<EstateIndex<Gateway>, Vec<EstateIndex<Connection>>>,
    /// The connections of each part of which an end is not known.
    open_connections: HashMap<DeploymentGroup, Vec<EstateIndex<Connection>>>,
    /// The connections that name each id in lower case as their near end.
    by_gateway_id: HashMap<String, Vec<EstateIndex<Connection>>>,
    /// The gateways that name each public IP address, by its id in lower case.
    by_address: HashMap<String, Vec<EstateIndex<Gateway>>>,
    /// The subnets that name each route table by its id in lower case, each as network and number.
    by_route_table: HashMap<String, Vec<(EstateIndex<Network>, usize)>>,
    /// The links of each kind to each network, by its id in lower case.
    links: HashMap<(Kind, String), Vec<EstateIndex<Resource>>>,
    /// The links of each kind of which the network is not known.
    open_links: HashMap<Kind, Vec<EstateIndex<Resource>>>,
    /// The gateways that each VPN server configuration of Virtual WAN is for.
    configured: HashMap<EstateIndex<VpnServerConfiguration>, Vec<EstateIndex<PointToSiteGateway>>>,
    /// The gateways in each hub.
    in_hubs: HashMap<EstateIndex<Hub>, Vec<EstateIndex<PointToSiteGateway>>>,
    /// The forwarding rules of each ruleset, by its id in lower case.
    rules: HashMap<String, Vec<EstateIndex<Resource>>>,
}

impl Adjacency {
    /// Of an estate in which all children have found their parents.
    pub(crate) fn of(estate: &Estate) -> Self {
        let mut adjacency = Self::default();
        for gateway in &estate.gateways {
            let at = gateway.place();
            if let Ok(Some(network)) = estate.network_of(gateway) {
                add(&mut adjacency.gateways, network.place(), at);
            }
            for configuration in gateway.ip_configurations.known_items() {
                add_by_id(&mut adjacency.by_address, &configuration.public_ip, at);
            }
        }
        for network in &estate.networks {
            for (number, subnet) in network.subnets.iter().enumerate() {
                let at = (network.place(), number);
                add_by_id(&mut adjacency.by_route_table, &subnet.route_table, at);
            }
            if network.declared {
                adjacency.add_peerings(estate, network);
            }
        }
        for connection in &estate.connections {
            adjacency.add_connection(estate, connection);
        }
        for gateway in &estate.hub_gateways {
            let at = gateway.place();
            if let Some(server) = estate.referred_to(&gateway.configuration, &gateway.resource) {
                add(&mut adjacency.configured, server, at);
            }
            if let Some(hub) = estate.referred_to(&gateway.hub, &gateway.resource) {
                add(&mut adjacency.in_hubs, hub, at);
            }
        }
        for resource in &estate.others {
            adjacency.add_other(resource);
        }
        adjacency
    }

    fn add_peerings(&mut self, estate: &Estate, network: &Network) {
        let from = network.place();
        for (number, peering) in network.peerings.iter().enumerate() {
            let far = estate.referred_to(&peering.remote, &network.resource);
            let Some(to) = far.filter(|to| *to != from) else { continue };
            let others = self.peerings.entry(to).or_default();
            if others.last().is_none_or(|(last, _)| *last != from) {
                others.push((from, number));
            }
        }
    }

    fn add_other(&mut self, resource: &Resource) {
        let at = resource.place();
        match resource.kind {
            Kind::PrivateZoneLink | Kind::RulesetLink => {
                let network = linked_network(resource);
                if network.is_unknown() {
                    add(&mut self.open_links, resource.kind, at);
                } else if let Some(id) = network.value().and_then(Reference::id) {
                    add(&mut self.links, (resource.kind, id.key().to_owned()), at);
                }
            }
            Kind::ForwardingRule => {
                if let Some(ruleset) = resource.id.as_ref().and_then(ResourceId::parent) {
                    add(&mut self.rules, ruleset.key().to_owned(), at);
                }
            }
            _ => {}
        }
    }

    fn add_connection(&mut self, estate: &Estate, connection: &Connection) {
        let at = connection.place();
        add_by_id(&mut self.by_gateway_id, &connection.gateway, at);
        for end in [&connection.gateway, &connection.other_gateway] {
            if end.is_unknown() {
                add(&mut self.open_connections, connection.resource.part, at);
            }
            if let Some(gateway) = estate.referred_to(end, &connection.resource) {
                add(&mut self.connections, gateway, at);
            }
        }
    }

    /// The gateways in a network.
    pub(crate) fn gateways_in(&self, network: EstateIndex<Network>) -> &[EstateIndex<Gateway>] {
        self.gateways.get(&network).map_or(&[], Vec::as_slice)
    }

    /// The gateways of Virtual WAN that a VPN server configuration is for.
    pub(crate) fn configured_by(
        &self,
        server: EstateIndex<VpnServerConfiguration>,
    ) -> &[EstateIndex<PointToSiteGateway>] {
        self.configured.get(&server).map_or(&[], Vec::as_slice)
    }

    /// The point-to-site gateways in a hub.
    pub(crate) fn in_hub(&self, hub: EstateIndex<Hub>) -> &[EstateIndex<PointToSiteGateway>] {
        self.in_hubs.get(&hub).map_or(&[], Vec::as_slice)
    }

    /// The other networks that have a peering with this one, and which of their peerings is the first such.
    pub(crate) fn peered_from(
        &self,
        network: EstateIndex<Network>,
    ) -> &[(EstateIndex<Network>, usize)] {
        self.peerings.get(&network).map_or(&[], Vec::as_slice)
    }

    /// The connections that have a gateway at one of their ends.
    pub(crate) fn connections_of(
        &self,
        gateway: EstateIndex<Gateway>,
    ) -> &[EstateIndex<Connection>] {
        self.connections.get(&gateway).map_or(&[], Vec::as_slice)
    }

    /// The connections of a part of which an end is not known.
    pub(crate) fn open_connections(&self, part: DeploymentGroup) -> &[EstateIndex<Connection>] {
        self.open_connections.get(&part).map_or(&[], Vec::as_slice)
    }

    /// The connections that name a gateway by this id in lower case as their near end.
    pub(crate) fn connections_naming(&self, gateway: &str) -> &[EstateIndex<Connection>] {
        self.by_gateway_id.get(gateway).map_or(&[], Vec::as_slice)
    }

    /// The gateways that name a public IP address by this id in lower case.
    pub(crate) fn gateways_with(&self, address: &str) -> &[EstateIndex<Gateway>] {
        self.by_address.get(address).map_or(&[], Vec::as_slice)
    }

    /// The subnets that name a route table by this id in lower case, each as network and number.
    pub(crate) fn subnets_with(&self, route_table: &str) -> &[(EstateIndex<Network>, usize)] {
        self.by_route_table.get(route_table).map_or(&[], Vec::as_slice)
    }

    /// The links of a kind to networks of these ids in lower case, and those of which that is not known.
    pub(crate) fn links_to(
        &self,
        kind: Kind,
        networks: impl Iterator<Item = ResourceId>,
    ) -> Vec<EstateIndex<Resource>> {
        let mut places = self.open_links.get(&kind).cloned().unwrap_or_default();
        for network in networks {
            places.extend(self.links.get(&(kind, network.key().to_owned())).into_iter().flatten());
        }
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The forwarding rules of the ruleset of this id in lower case.
    pub(crate) fn rules_of(&self, ruleset: &str) -> &[EstateIndex<Resource>] {
        self.rules.get(ruleset).map_or(&[], Vec::as_slice)
    }
}

/// Adds a place under the id that a reference names, or under what tells it from others.
fn add_by_id<P: PartialEq>(
    places: &mut HashMap<String, Vec<P>>,
    reference: &Field<Reference>,
    at: P,
) {
    if let Some(id) = reference.identity() {
        add(places, id.key().to_owned(), at);
    }
}

/// Adds a place at the end, unless it is there already.
fn add<K: Eq + Hash, P: PartialEq>(places: &mut HashMap<K, Vec<P>>, key: K, at: P) {
    let list = places.entry(key).or_default();
    if list.last() != Some(&at) {
        list.push(at);
    }
}
