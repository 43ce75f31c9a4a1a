//! All resources of a run, joined by their ids.

use std::collections::{HashMap, HashSet};

use crate::resource::certificates::listed::CertificateLists;
use crate::resource::gateways::client_settings::ClientSettings;
use crate::resource::gateways::connection::{Connection, LocalNetworkGateway};
use crate::resource::gateways::gateway::Gateway;
use crate::resource::gateways::session::Sessions;
use crate::resource::joins::adjacency::Adjacency;
use crate::resource::joins::children::ChildPlacement;
use crate::resource::joins::index::Index;
use crate::resource::networks::network::{Network, Peering, Subnet};
use crate::resource::networks::public_ip::PublicIp;
use crate::resource::networks::route::{Route, RouteTable};
use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::id::ResourceId;
use crate::resource::reading::resource::{Kind, Part, Resource};
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
    pub(crate) index: Index,
    pub(crate) adjacency: Adjacency,
}

/// A peering with the network it starts from.
#[derive(Clone, Copy, Debug)]
pub struct NetworkPeering<'a> {
    /// The network.
    pub network: &'a Network,
    /// The peering.
    pub peering: &'a Peering,
}

/// A gateway subnet with the network it lies in.
#[derive(Clone, Copy, Debug)]
pub struct GatewaySubnet<'a> {
    /// The network.
    pub network: &'a Network,
    /// The subnet.
    pub subnet: &'a Subnet,
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
                    estate.networks.push(Network::only_children(resource));
                }
                Kind::RouteTable if resource.existing => {
                    estate.route_tables.push(RouteTable::only_children(resource));
                }
                // What a template only refers to has none of its properties there.
                _ if resource.existing => estate.others.push(resource),
                Kind::Gateway => estate.gateways.push(Gateway::read(resource)),
                Kind::Network => estate.networks.push(Network::read(resource)),
                Kind::RouteTable => estate.route_tables.push(RouteTable::read(resource)),
                Kind::PublicIp => estate.public_ips.push(PublicIp::read(resource)),
                Kind::Connection => estate.connections.push(Connection::read(resource)),
                Kind::LocalNetworkGateway => {
                    estate.local_network_gateways.push(LocalNetworkGateway::read(resource));
                }
                Kind::VpnServerConfiguration => {
                    estate.vpn_server_configurations.push(VpnServerConfiguration::read(resource));
                }
                Kind::PointToSiteGateway => {
                    estate.hub_gateways.push(PointToSiteGateway::read(resource));
                }
                Kind::Hub => estate.hubs.push(Hub::read(resource)),
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
                | Kind::Around(_) => estate.others.push(resource),
            }
        }
        estate.index = estate.indexed();
        for child in children {
            estate.adopt(child);
        }
        estate.adjacency = Adjacency::of(&estate);
        estate.read_ahead();
        estate
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

    fn indexed(&self) -> Index {
        let mut index = Index::default();
        let mut add = |resources: &mut dyn Iterator<Item = &Resource>| {
            resources.enumerate().for_each(|(at, resource)| index.add(resource, at));
        };
        add(&mut self.gateways.iter().map(|gateway| &gateway.resource));
        add(&mut self.networks.iter().map(|network| &network.resource));
        add(&mut self.route_tables.iter().map(|table| &table.resource));
        add(&mut self.public_ips.iter().map(|ip| &ip.resource));
        add(&mut self.connections.iter().map(|connection| &connection.resource));
        add(&mut self.local_network_gateways.iter().map(|site| &site.resource));
        add(&mut self.vpn_server_configurations.iter().map(|server| &server.resource));
        add(&mut self.hubs.iter().map(|hub| &hub.resource));
        for (at, resource) in self.others.iter().enumerate() {
            if matches!(resource.kind, Kind::SecurityGroup | Kind::Around(_)) {
                index.add(resource, at);
            }
        }
        index
    }

    /// Gives a child that stands by itself to its parent.
    fn adopt(&mut self, child: Resource) {
        let reader = child.reader.clone();
        let parent_kind = match child.kind {
            Kind::Route => Kind::RouteTable,
            Kind::HubConnection => Kind::Hub,
            Kind::PolicyGroup => Kind::VpnServerConfiguration,
            _ => Kind::Network,
        };
        let at = match self.parent(parent_kind, &child) {
            Some(at) => at,
            None => self.add_parent(parent_kind, &child),
        };
        let placement = ChildPlacement::of(&child);
        match child.kind {
            Kind::Subnet => {
                placement.place(&mut self.networks[at].subnets, Subnet::read(&reader), |subnet| {
                    &subnet.name
                });
            }
            Kind::Peering => {
                placement.place(
                    &mut self.networks[at].peerings,
                    Peering::read(&reader),
                    |peering| &peering.name,
                );
            }
            Kind::HubConnection => {
                let connections = &mut self.hubs[at].connections;
                placement.place(connections, HubConnection::read(&reader), |connection| {
                    &connection.name
                });
            }
            Kind::PolicyGroup => {
                let groups = &mut self.vpn_server_configurations[at].groups;
                placement.place(groups, PolicyGroup::read(&child), |group| &group.name);
            }
            _ => {
                placement.place(&mut self.route_tables[at].routes, Route::read(&reader), |route| {
                    &route.name
                });
            }
        }
        self.others.push(child);
    }

    fn parent(&self, kind: Kind, child: &Resource) -> Option<usize> {
        let id = child.identity()?.parent()?;
        self.meant(kind, &id, child).ok()?
    }

    /// A parent that the input does not have, for its children to be found under.
    fn add_parent(&mut self, kind: Kind, child: &Resource) -> usize {
        let id = child.id.as_ref().and_then(ResourceId::parent);
        let expression_id = child.expression_id.as_ref().and_then(ResourceId::parent);
        let name = child
            .name
            .value()
            .and_then(|name| name.rsplit_once('/'))
            .map(|(parent, _)| parent.to_owned());
        let mut resource = child.clone();
        resource.kind = kind;
        resource.existing = true;
        resource.name = match (name, &id) {
            (Some(name), _) => Field::known(name, child.origin().clone()),
            (None, Some(id)) => Field::known(id.name().to_owned(), child.origin().clone()),
            (None, None) => Field::absent(child.origin().clone()),
        };
        (resource.id, resource.expression_id) = (id, expression_id);
        let at = match kind {
            Kind::RouteTable => self.route_tables.len(),
            Kind::Hub => self.hubs.len(),
            Kind::VpnServerConfiguration => self.vpn_server_configurations.len(),
            _ => self.networks.len(),
        };
        self.index.add(&resource, at);
        match kind {
            Kind::RouteTable => self.route_tables.push(RouteTable::only_children(resource)),
            Kind::Hub => self.hubs.push(Hub::only_children(resource)),
            Kind::VpnServerConfiguration => {
                let server = VpnServerConfiguration::only_children(resource);
                self.vpn_server_configurations.push(server);
            }
            _ => self.networks.push(Network::only_children(resource)),
        }
        at
    }

    /// The network that a gateway is deployed into, by the subnet of its first IP configuration that names one.
    ///
    /// # Errors
    /// When the subnet's id can't be known, or the network is not in the input.
    pub fn network_of(&self, gateway: &Gateway) -> Result<Option<&Network>, NotEvaluated> {
        Ok(self.network_place(gateway)?.map(|at| &self.networks[at]))
    }

    /// The place of that network.
    pub(crate) fn network_place(&self, gateway: &Gateway) -> Result<Option<usize>, NotEvaluated> {
        for configuration in gateway.ip_configurations.items()? {
            let subnet = &configuration.subnet;
            let Some(network) = subnet.identity().and_then(|id| id.parent()) else {
                subnet.get()?;
                continue;
            };
            let Err(why) = subnet.get() else {
                let found = self.lookup(Kind::Network, &network, &gateway.resource, subnet.span());
                return found.map(Some);
            };
            let found = self.meant(Kind::Network, &network, &gateway.resource);
            return found.ok().flatten().map(Some).ok_or(why);
        }
        Ok(None)
    }

    /// The gateway subnet that a gateway is deployed into; none where all its IP configurations name other subnets.
    ///
    /// # Errors
    /// When it is not in the input.
    pub fn gateway_subnet_of(
        &self,
        gateway: &Gateway,
    ) -> Result<Option<GatewaySubnet<'_>>, NotEvaluated> {
        let elsewhere = |name: &String| !name.eq_ignore_ascii_case(Subnet::GATEWAY);
        let configurations = gateway.ip_configurations.items()?;
        if configurations
            .iter()
            .all(|configuration| configuration.subnet_name.value().is_some_and(elsewhere))
        {
            return Ok(None);
        }
        let Some(network) = self.network_of(gateway)? else { return Ok(None) };
        if let Some(subnet) = network.subnet(Subnet::GATEWAY) {
            Ok(Some(GatewaySubnet { network, subnet }))
        } else {
            let reason = format!(
                "the GatewaySubnet of {} is not in the input",
                network.resource.subject().name
            );
            Err(NotEvaluated::new(reason, Some(network.resource.origin().span()))
                .remedy("add the subnet to what is checked"))
        }
    }

    /// The route table of a subnet; `None` when the subnet has none.
    ///
    /// # Errors
    /// When the reference can't be known, or the route table is not in the input.
    pub fn route_table_of(
        &self,
        place: GatewaySubnet<'_>,
    ) -> Result<Option<&RouteTable>, NotEvaluated> {
        let (reference, from) = (&place.subnet.route_table, &place.network.resource);
        let found = self.place_named(Kind::RouteTable, reference, from)?;
        Ok(found.map(|at| &self.route_tables[at]))
    }

    /// The gateways deployed into a network.
    pub fn gateways_in<'a>(
        &'a self,
        network: &Network,
    ) -> impl Iterator<Item = &'a Gateway> + use<'a> {
        let at = self.place_of(&network.resource);
        let places = at.map_or(&[][..], |at| self.adjacency.gateways_in(at));
        places.iter().map(|at| &self.gateways[*at])
    }

    /// The gateways of which an IP configuration names this public IP address, wherever they are deployed.
    pub fn gateways_with<'a>(
        &'a self,
        address: &ResourceId,
    ) -> impl Iterator<Item = &'a Gateway> + use<'a> {
        self.adjacency.gateways_with(address.key()).iter().map(|at| &self.gateways[*at])
    }

    /// The connections that name a gateway as their near end, as far as that is known.
    pub fn connections_of<'a>(
        &'a self,
        gateway: &Gateway,
    ) -> impl Iterator<Item = &'a Connection> + use<'a> {
        let place = self.place_of(&gateway.resource);
        let places = place.map_or(&[][..], |at| self.adjacency.connections_of(at));
        places.iter().map(|at| &self.connections[*at]).filter(move |connection| {
            self.referred_to(Kind::Gateway, &connection.gateway, &connection.resource) == place
        })
    }

    /// The connections that name a gateway as their near end, wherever they are deployed.
    pub fn connections_naming<'a>(
        &'a self,
        gateway: &'a Resource,
    ) -> impl Iterator<Item = &'a Connection> + use<'a> {
        let id = gateway.identity().map_or("", ResourceId::key);
        let all = self.adjacency.connections_naming(id).iter().map(|at| &self.connections[*at]);
        all.filter(|connection| gateway.has_full_id() || connection.resource.part == gateway.part)
    }

    /// The subnets that name the route table of a gateway subnet, wherever they are deployed.
    pub fn subnets_sharing_table<'a>(
        &'a self,
        place: &GatewaySubnet<'_>,
    ) -> impl Iterator<Item = &'a Subnet> + use<'a> {
        let id = place.subnet.route_table.identity();
        let is_local = id.as_ref().is_none_or(ResourceId::is_local);
        let part = place.network.resource.part;
        let places = self.adjacency.subnets_with(id.as_ref().map_or("", ResourceId::key));
        let places = places.iter().map(|(at, number)| (&self.networks[*at], *number));
        places
            .filter(move |(network, _)| !is_local || network.resource.part == part)
            .map(|(network, number)| &network.subnets[number])
    }

    /// The networks with the id of this one that are deployed together with it, itself among them.
    pub(crate) fn namesakes<'a>(
        &'a self,
        network: &'a Network,
    ) -> impl Iterator<Item = &'a Network> + use<'a> {
        let key = network.resource.identity().map_or("", ResourceId::key);
        let places = self.index.of_part(Kind::Network, key, network.resource.part);
        places.iter().map(|at| &self.networks[*at])
    }

    /// The connections that may have a gateway at one of their ends.
    pub(crate) fn connections_at<'a>(
        &'a self,
        gateway: &Gateway,
    ) -> impl Iterator<Item = &'a Connection> + use<'a> {
        let place = self.place_of(&gateway.resource);
        let known = place.map_or(&[][..], |at| self.adjacency.connections_of(at));
        let open = self.adjacency.open_connections(gateway.resource.part);
        let mut places = [known, open].concat();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|at| &self.connections[at])
    }

    /// The other networks that have a peering with a network, as far as that is known, each with its first such peering.
    pub(crate) fn peered_from<'a>(
        &'a self,
        network: &Network,
    ) -> impl Iterator<Item = NetworkPeering<'a>> + use<'a> {
        let at = self.place_of(&network.resource);
        let places = at.map_or(&[][..], |at| self.adjacency.peered_from(at));
        places.iter().map(|(at, number)| {
            let network = &self.networks[*at];
            NetworkPeering { network, peering: &network.peerings[*number] }
        })
    }

    /// All peerings, each with the network it starts from.
    pub fn peerings(&self) -> impl Iterator<Item = NetworkPeering<'_>> {
        self.networks.iter().flat_map(|network| {
            network.peerings.iter().map(move |peering| NetworkPeering { network, peering })
        })
    }

    /// All gateway subnets.
    pub fn gateway_subnets(&self) -> impl Iterator<Item = GatewaySubnet<'_>> {
        self.networks.iter().flat_map(|network| {
            let subnets = network.subnets.iter().filter(|subnet| subnet.is_gateway_subnet());
            subnets.map(move |subnet| GatewaySubnet { network, subnet })
        })
    }

    /// The client certificates of every gateway and of every Virtual WAN VPN server configuration.
    pub fn certificate_lists(&self) -> impl Iterator<Item = CertificateLists<'_>> {
        let of_gateways = self.gateways.iter().map(|gateway| CertificateLists {
            resource: &gateway.resource,
            roots: &gateway.vpn_client.roots,
            revoked: &gateway.vpn_client.revoked,
            protocols: &gateway.vpn_client.protocols,
            authentication_types: &gateway.vpn_client.authentication_types,
            virtual_wan: false,
        });
        let of_virtual_wan = self.declared_servers().map(|server| CertificateLists {
            resource: &server.resource,
            roots: &server.client.roots,
            revoked: &server.client.revoked,
            protocols: &server.client.protocols,
            authentication_types: &server.client.authentication_types,
            virtual_wan: true,
        });
        of_gateways.chain(of_virtual_wan)
    }

    /// The deployments that have to do with gateways: they have one, or what belongs to one, or a network of one.
    #[must_use]
    pub fn parts_of_gateways(&self) -> HashSet<Part> {
        let of_gateways = |resource: &&Resource| {
            matches!(
                resource.kind,
                Kind::Gateway
                    | Kind::Connection
                    | Kind::LocalNetworkGateway
                    | Kind::VpnServerConfiguration
                    | Kind::PointToSiteGateway
            )
        };
        let own = self.resources().filter(of_gateways);
        let subnets = self.gateway_subnets().map(|place| &place.network.resource);
        let has_gateway = |network: &&Network| self.gateways_in(network).next().is_some();
        let networks = self.networks.iter().filter(has_gateway).map(|network| &network.resource);
        own.chain(subnets).chain(networks).map(|resource| resource.part).collect()
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
}

impl Estate {
    /// What each gateway with point-to-site in use and each VPN server configuration of Virtual WAN says about clients.
    pub fn client_settings(
        &self,
    ) -> impl Iterator<Item = (&Resource, Result<Option<ClientSettings<'_>>, NotEvaluated>)> {
        let gateways =
            self.gateways.iter().map(|gateway| (&gateway.resource, gateway.client_settings()));
        let servers = self
            .declared_servers()
            .map(|server| (&server.resource, Ok(Some(server.client_settings()))));
        gateways.chain(servers)
    }

    /// The VPN server configurations that the input has.
    pub fn declared_servers(&self) -> impl Iterator<Item = &VpnServerConfiguration> {
        self.vpn_server_configurations.iter().filter(|server| server.declared)
    }
}
