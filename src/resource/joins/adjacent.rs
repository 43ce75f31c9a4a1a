//! What lies next to a gateway, a network or a subnet.

use std::collections::HashSet;

use crate::resource::gateways::connection::Connection;
use crate::resource::gateways::gateway::Gateway;
use crate::resource::joins::estate::Estate;
use crate::resource::joins::place::Listed as _;
use crate::resource::networks::network::{Network, Peering, Subnet};
use crate::resource::networks::route::RouteTable;
use crate::resource::reading::field::NotEvaluated;
use crate::resource::reading::id::ResourceId;
use crate::resource::reading::resource::{Kind, Part, Resource};

/// A peering with the network it starts from.
#[derive(Clone, Copy, Debug)]
pub struct NetworkPeering<'a> {
    /// The network.
    pub network: &'a Network,
    /// The peering.
    pub peering: &'a Peering,
}

/// A subnet, of gateways in most places, with the network it lies in.
#[derive(Clone, Copy, Debug)]
pub struct GatewaySubnet<'a> {
    /// The network.
    pub network: &'a Network,
    /// The subnet.
    pub subnet: &'a Subnet,
}

impl Estate {
    /// The network that a gateway is deployed into, by the subnet of its first IP configuration that names one.
    ///
    /// # Errors
    /// When the subnet's id can't be known, or the network is not in the input.
    pub fn network_of(&self, gateway: &Gateway) -> Result<Option<&Network>, NotEvaluated> {
        for configuration in gateway.ip_configurations.items()? {
            let subnet = &configuration.subnet;
            let Some(network) = subnet.identity().and_then(|id| id.parent()) else {
                subnet.get()?;
                continue;
            };
            let Err(why) = subnet.get() else {
                return self.network(&network, &gateway.resource, subnet.span()).map(Some);
            };
            let found = self.meant(&network, &gateway.resource).ok().flatten();
            return found.map(|at| Some(&self[at])).ok_or(why);
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
        self.named(&place.subnet.route_table, &place.network.resource)
    }

    /// The gateways deployed into a network.
    pub fn gateways_in<'a>(
        &'a self,
        network: &Network,
    ) -> impl Iterator<Item = &'a Gateway> + use<'a> {
        self.adjacency.gateways_in(network.place()).iter().map(|at| &self[*at])
    }

    /// The gateways of which an IP configuration names this public IP address, wherever they are deployed.
    pub fn gateways_with<'a>(
        &'a self,
        address: &ResourceId,
    ) -> impl Iterator<Item = &'a Gateway> + use<'a> {
        self.adjacency.gateways_with(address.key()).iter().map(|at| &self[*at])
    }

    /// The connections that name a gateway as their near end, as far as that is known.
    pub fn connections_of<'a>(
        &'a self,
        gateway: &Gateway,
    ) -> impl Iterator<Item = &'a Connection> + use<'a> {
        let place = gateway.place();
        let all = self.adjacency.connections_of(place).iter().map(|at| &self[*at]);
        all.filter(move |connection| {
            self.referred_to(&connection.gateway, &connection.resource) == Some(place)
        })
    }

    /// The connections that name a gateway as their near end, wherever they are deployed.
    pub fn connections_naming<'a>(
        &'a self,
        gateway: &'a Resource,
    ) -> impl Iterator<Item = &'a Connection> + use<'a> {
        let id = gateway.identity().map_or("", ResourceId::key);
        let all = self.adjacency.connections_naming(id).iter().map(|at| &self[*at]);
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
        let places = places.iter().map(|(at, number)| (&self[*at], *number));
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
        let places = self.by_id.of_part(Kind::Network, key, network.resource.part);
        places.map(|at| &self[at])
    }

    /// The connections that may have a gateway at one of their ends.
    pub(crate) fn connections_at<'a>(
        &'a self,
        gateway: &Gateway,
    ) -> impl Iterator<Item = &'a Connection> + use<'a> {
        let known = self.adjacency.connections_of(gateway.place());
        let open = self.adjacency.open_connections(gateway.resource.part);
        let mut places = [known, open].concat();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|at| &self[at])
    }

    /// The other networks that have a peering with a network, as far as that is known, each with its first such peering.
    pub(crate) fn peered_from<'a>(
        &'a self,
        network: &Network,
    ) -> impl Iterator<Item = NetworkPeering<'a>> + use<'a> {
        self.adjacency.peered_from(network.place()).iter().map(|(at, number)| {
            let network = &self[*at];
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
}
