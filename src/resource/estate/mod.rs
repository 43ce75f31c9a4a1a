//! All resources of a run, listed by kind and found by their ids.

pub(crate) mod adjacency;
mod children;
mod index;
mod lookup;
pub(crate) mod place;
mod read_ahead;

use std::collections::HashMap;

use super::networks::peering::Peering;
use crate::resource::estate::adjacency::Adjacency;
use crate::resource::estate::children::ChildPlacement;
use crate::resource::estate::index::ById;
use crate::resource::estate::place::{EstateIndex, Listed, OfKind};
use crate::resource::gateways::connection::{Connection, LocalNetworkGateway};
use crate::resource::gateways::gateway::Gateway;
use crate::resource::gateways::session::Sessions;
use crate::resource::networks::network::{Network, Subnet};
use crate::resource::networks::public_ip::PublicIp;
use crate::resource::networks::route::{Route, RouteTable};
use crate::resource::reading::field::Field;
use crate::resource::reading::id::ResourceId;
use crate::resource::reading::resource::{Kind, Resource};
use crate::resource::virtual_wan::gateway::PointToSiteGateway;
use crate::resource::virtual_wan::hub::{Hub, HubConnection};
use crate::resource::virtual_wan::server_configuration::{PolicyGroup, VpnServerConfiguration};

/// Everything that was read, from all files and answers.
#[derive(Debug, Default)]
pub struct Estate {
    /// Virtual network gateways.
    pub gateways: Vec<Gateway>,
    /// Virtual networks.
    pub networks: Vec<Network>,
    /// Route tables.
    pub route_tables: Vec<RouteTable>,
    /// Public IP addresses.
    pub public_ips: Vec<PublicIp>,
    /// Connections.
    pub connections: Vec<Connection>,
    /// Local network gateways.
    pub local_network_gateways: Vec<LocalNetworkGateway>,
    /// Virtual WAN VPN server configurations.
    pub vpn_server_configurations: Vec<VpnServerConfiguration>,
    /// Point-to-site gateways in the hubs of Virtual WAN.
    pub hub_gateways: Vec<PointToSiteGateway>,
    /// Virtual hubs.
    pub hubs: Vec<Hub>,
    /// All other resources that were read.
    pub others: Vec<Resource>,
    sessions: HashMap<String, Sessions>,
    pub(crate) by_id: ById,
    pub(crate) adjacency: Adjacency,
}

impl Estate {
    /// Joins resources.
    #[must_use]
    pub fn new(resources: Vec<Resource>) -> Self {
        let mut estate = Self::default();
        let mut children = Vec::new();
        for resource in resources {
            match resource.kind {
                Kind::Network if resource.existing => {
                    estate.take(Network::only_children(resource));
                }
                Kind::RouteTable if resource.existing => {
                    estate.take(RouteTable::only_children(resource));
                }
                // What a template only refers to has none of its properties there.
                _ if resource.existing => estate.take_other(resource),
                Kind::Gateway => drop(estate.take(Gateway::read(resource))),
                Kind::Network => drop(estate.take(Network::read(resource))),
                Kind::RouteTable => drop(estate.take(RouteTable::read(resource))),
                Kind::PublicIp => drop(estate.take(PublicIp::read(resource))),
                Kind::Connection => drop(estate.take(Connection::read(resource))),
                Kind::LocalNetworkGateway => drop(estate.take(LocalNetworkGateway::read(resource))),
                Kind::VpnServerConfiguration => {
                    estate.take(VpnServerConfiguration::read(resource));
                }
                Kind::PointToSiteGateway => drop(estate.take(PointToSiteGateway::read(resource))),
                Kind::Hub => drop(estate.take(Hub::read(resource))),
                Kind::Subnet
                | Kind::Peering
                | Kind::Route
                | Kind::HubConnection
                | Kind::PolicyGroup => children.push(resource),
                Kind::SecurityGroup
                | Kind::NatGateway
                | Kind::PrivateZoneLink
                | Kind::ForwardingRule
                | Kind::RulesetLink
                | Kind::Around(_) => estate.take_other(resource),
            }
        }
        for child in children {
            estate.adopt(child);
        }
        estate.adjacency = Adjacency::of(&estate);
        estate.read_ahead();
        estate
    }

    /// Puts a resource into the list of its kind, to be found by its id.
    fn take<T: OfKind>(&mut self, resource: T) -> EstateIndex<T> {
        let resource = self.numbered(resource);
        self.by_id.add(resource.resource());
        self.push(resource)
    }

    /// Puts a resource into the list of all others. Those of kinds that are referred to are found by their ids.
    fn take_other(&mut self, resource: Resource) {
        let resource = self.numbered(resource);
        if matches!(resource.kind, Kind::SecurityGroup | Kind::Around(_)) {
            self.by_id.add(&resource);
        }
        self.push(resource);
    }

    fn numbered<T: Listed>(&self, mut resource: T) -> T {
        resource.resource_mut().number = T::list(self).len();
        resource
    }

    fn push<T: Listed>(&mut self, resource: T) -> EstateIndex<T> {
        let place = resource.place();
        T::list_mut(self).push(resource);
        place
    }

    /// The same estate, with what gateways told of their clients.
    #[must_use]
    pub fn with_sessions(mut self, told: Vec<(ResourceId, Sessions)>) -> Self {
        self.sessions.extend(
            told.into_iter().map(|(gateway, sessions)| (gateway.key().to_owned(), sessions)),
        );
        self
    }

    /// The clients that a gateway told of, when it was asked.
    #[must_use]
    pub fn sessions_of(&self, gateway: &Gateway) -> Option<&Sessions> {
        self.sessions.get(gateway.resource.id.as_ref()?.key())
    }

    /// Gives a child that stands by itself to its parent.
    fn adopt(&mut self, child: Resource) {
        let reader = child.reader.clone();
        let placement = ChildPlacement::of(&child);
        match child.kind {
            Kind::Subnet => {
                let network = self.parent(&child, Network::only_children);
                placement.place(&mut self[network].subnets, Subnet::read(&reader), |it| &it.name);
            }
            Kind::Peering => {
                let network = self.parent(&child, Network::only_children);
                placement.place(&mut self[network].peerings, Peering::read(&reader), |it| &it.name);
            }
            Kind::HubConnection => {
                let hub = self.parent(&child, Hub::only_children);
                let connection = HubConnection::read(&reader);
                placement.place(&mut self[hub].connections, connection, |it| &it.name);
            }
            Kind::PolicyGroup => {
                let server = self.parent(&child, VpnServerConfiguration::only_children);
                placement.place(&mut self[server].groups, PolicyGroup::read(&child), |it| &it.name);
            }
            _ => {
                let table = self.parent(&child, RouteTable::only_children);
                placement.place(&mut self[table].routes, Route::read(&reader), |it| &it.name);
            }
        }
        self.take_other(child);
    }

    /// The parent of a child; one that the input does not have is made, for its children to be found under.
    fn parent<T: OfKind>(
        &mut self,
        child: &Resource,
        only_children: impl FnOnce(Resource) -> T,
    ) -> EstateIndex<T> {
        let id = child.identity().and_then(ResourceId::parent);
        let found = id.and_then(|id| self.meant(&id, child).ok()?);
        found.unwrap_or_else(|| self.take(only_children(parent_of(child, T::KIND))))
    }

    /// Every gateway that the input has: those of virtual networks, then those of point-to-site in hubs.
    pub fn all_gateways(&self) -> impl Iterator<Item = &Resource> {
        let own = self.gateways.iter().map(|gateway| &gateway.resource);
        own.chain(self.hub_gateways.iter().map(|gateway| &gateway.resource))
    }

    /// Every resource, whatever its kind.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        let gateways = self.gateways.iter().map(|gateway| &gateway.resource);
        let networks = self
            .networks
            .iter()
            .filter(|network| network.declared)
            .map(|network| &network.resource);
        let tables =
            self.route_tables.iter().filter(|table| table.declared).map(|table| &table.resource);
        gateways
            .chain(networks)
            .chain(tables)
            .chain(self.public_ips.iter().map(|ip| &ip.resource))
            .chain(self.connections.iter().map(|connection| &connection.resource))
            .chain(self.local_network_gateways.iter().map(|site| &site.resource))
            .chain(self.declared_servers().map(|server| &server.resource))
            .chain(self.hub_gateways.iter().map(|gateway| &gateway.resource))
            .chain(self.hubs.iter().filter(|hub| hub.declared).map(|hub| &hub.resource))
            .chain(&self.others)
    }

    /// The VPN server configurations that the input has.
    pub fn declared_servers(&self) -> impl Iterator<Item = &VpnServerConfiguration> {
        self.vpn_server_configurations.iter().filter(|server| server.declared)
    }
}

/// A parent of which nothing is known but its child.
fn parent_of(child: &Resource, kind: Kind) -> Resource {
    let id = child.id.as_ref().and_then(ResourceId::parent);
    let expression_id = child.expression_id.as_ref().and_then(ResourceId::parent);
    let name = child
        .name
        .value()
        .and_then(|name| name.rsplit_once('/'))
        .map(|(parent, _)| parent.to_owned());
    let name = match (name, &id) {
        (Some(name), _) => Field::known(name, child.origin().clone()),
        (None, Some(id)) => Field::known(id.name().to_owned(), child.origin().clone()),
        (None, None) => Field::absent(child.origin().clone()),
    };
    Resource { kind, existing: true, name, id, expression_id, ..child.clone() }
}
