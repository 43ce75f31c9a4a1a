//! The network and the subnet that a gateway is deployed into.

use std::collections::HashSet;

use crate::resource::estate::Estate;
use crate::resource::estate::place::Listed as _;
use crate::resource::gateways::gateway::Gateway;
use crate::resource::networks::network::{Network, Subnet};
use crate::resource::reading::field::NotEvaluated;
use crate::resource::reading::id::ResourceId;
use crate::resource::reading::resource::{DeploymentGroup, Kind, Resource};

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
                .remedy("add the subnet to the input"))
        }
    }

    /// All gateway subnets.
    pub fn gateway_subnets(&self) -> impl Iterator<Item = GatewaySubnet<'_>> {
        self.networks.iter().flat_map(|network| {
            let subnets = network.subnets.iter().filter(|subnet| subnet.is_gateway_subnet());
            subnets.map(move |subnet| GatewaySubnet { network, subnet })
        })
    }

    /// The gateways deployed into a network.
    pub fn gateways_in<'a>(
        &'a self,
        network: &Network,
    ) -> impl Iterator<Item = &'a Gateway> + use<'a> {
        self.adjacency.gateways_in(network.place()).iter().map(|at| &self[*at])
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

    /// The deployments that have to do with gateways: they have one, or what belongs to one, or a network of one.
    #[must_use]
    pub fn parts_of_gateways(&self) -> HashSet<DeploymentGroup> {
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
