//! What a gateway is connected to: its public IP addresses, and the networks behind peerings.

use crate::resource::estate::Estate;
use crate::resource::gateways::gateway::{Gateway, IpConfiguration};
use crate::resource::joins::peerings::NetworkPeering;
use crate::resource::networks::network::{Network, Subnet};
use crate::resource::networks::peering::Peering;
use crate::resource::networks::public_ip::PublicIp;
use crate::resource::reading::field::NotEvaluated;
use crate::resource::reading::words::GatewayType;

/// A public IP address with the IP configuration that names it.
#[derive(Clone, Copy, Debug)]
pub struct GatewayAddress<'a> {
    /// The IP configuration of the gateway.
    pub configuration: &'a IpConfiguration,
    /// The public IP address.
    pub ip: &'a PublicIp,
}

impl Estate {
    /// The public IP addresses of a gateway, each found or not.
    ///
    /// # Errors
    /// When the IP configurations can't be known.
    pub fn addresses_of<'a>(
        &'a self,
        gateway: &'a Gateway,
    ) -> Result<Vec<Result<GatewayAddress<'a>, NotEvaluated>>, NotEvaluated> {
        let mut addresses = Vec::new();
        for configuration in gateway.ip_configurations.items()? {
            let address = &configuration.public_ip;
            let found = self.named(address, &gateway.resource);
            let Some(found) = found.transpose() else { continue };
            addresses.push(found.map(|ip| GatewayAddress { configuration, ip }));
        }
        Ok(addresses)
    }

    /// The network at the other end of a peering.
    ///
    /// # Errors
    /// When its id can't be known, or it is not in the input.
    pub fn remote_of(&self, place: NetworkPeering<'_>) -> Result<Option<&Network>, NotEvaluated> {
        self.named(&place.peering.remote, &place.network.resource)
    }

    /// The peering that leads back from the network at the other end; none when that network is known to have none.
    ///
    /// # Errors
    /// When the network or its peerings can't be known.
    pub fn way_back(&self, place: NetworkPeering<'_>) -> Result<Option<&Peering>, NotEvaluated> {
        let Some(remote) = self.remote_of(place)? else { return Ok(None) };
        let found = remote.ways().to(place.network.id());
        if let Ok(Some(at)) = found {
            return Ok(Some(&remote.peerings[at]));
        }
        if !remote.declared {
            remote.address_space.get()?;
        }
        found.map(|_| None)
    }

    /// The gateways deployed into a network.
    ///
    /// # Errors
    /// When the input has none.
    pub fn known_gateways_in<'a>(
        &'a self,
        network: &'a Network,
    ) -> Result<Vec<&'a Gateway>, NotEvaluated> {
        let gateways: Vec<_> = self.gateways_in(network).collect();
        if gateways.is_empty() {
            let reason = format!("the gateway of {} is not in the input", network.label());
            let why = NotEvaluated::new(reason, Some(network.resource.origin().span()));
            return Err(why.remedy("add the gateway to the input"));
        }
        Ok(gateways)
    }

    /// Whether a network has a gateway of its own.
    ///
    /// A gateway that is not in the input may still be in the network: only a network without a `GatewaySubnet`
    /// has none for certain.
    ///
    /// # Errors
    /// When that can't be known.
    pub fn has_gateway(&self, network: &Network) -> Result<bool, NotEvaluated> {
        let mut gateways = self.gateways_in(network).peekable();
        if gateways.peek().is_some() {
            if gateways.all(|gateway| gateway.resource.conditional) {
                let reason =
                    format!("whether {} gets a gateway depends on a condition", network.label());
                return Err(NotEvaluated::new(reason, Some(network.resource.origin().span())));
            }
            return Ok(true);
        }
        if let Some(subnet) = network.subnet(Subnet::GATEWAY) {
            if subnet.gateways().next().is_some() {
                return Ok(true);
            }
            let reason =
                format!("the gateway of {} is not in the input, if there is one", network.label());
            return Err(NotEvaluated::new(reason, Some(network.resource.origin().span()))
                .remedy("add the gateway to the input"));
        }
        network.all_subnets_known()?;
        Ok(false)
    }

    /// Whether the network at the other end of a peering could use the gateway at this end: it has none of its own,
    /// and no other peering of it uses a remote gateway.
    ///
    /// # Errors
    /// When that can't be known.
    pub fn may_use_gateway_of(
        &self,
        place: NetworkPeering<'_>,
        remote: &Network,
    ) -> Result<bool, NotEvaluated> {
        if remote.ways().uses_another_gateway(place.network.id()) {
            return Ok(false);
        }
        Ok(!self.has_gateway(remote)?)
    }

    /// Whether both a VPN and an `ExpressRoute` gateway are deployed into a network, as far as the input has them.
    #[must_use]
    pub fn has_both_gateways(&self, network: &Network) -> bool {
        let is = |kind: GatewayType| {
            self.gateways_in(network).any(|gateway| gateway.gateway_type.value() == Some(&kind))
        };
        is(GatewayType::Vpn) && is(GatewayType::ExpressRoute)
    }
}
