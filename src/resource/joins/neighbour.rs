//! What lies next to a gateway: peered networks, and whatever its connections lead to.

use arm_template::Origin;

use crate::resource::Range;
use crate::resource::estate::Estate;
use crate::resource::estate::place::Listed as _;
use crate::resource::gateways::connection::{Connection, LocalNetworkGateway};
use crate::resource::gateways::gateway::Gateway;
use crate::resource::joins::peerings::NetworkPeering;
use crate::resource::networks::network::Network;
use crate::resource::networks::peering::Peering;
use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::reference::Reference;

/// A virtual network peered with another.
#[derive(Clone, Debug)]
pub struct Neighbour<'a> {
    /// Its name.
    pub name: String,
    /// The network itself, when the input has it.
    pub network: Option<&'a Network>,
    /// Its address space: its own, or what the peering says of it.
    pub address_space: &'a Field<Vec<Field<Range>>>,
    /// Where the peering names the other side.
    pub peering: Origin,
}

/// What a gateway's connection leads to.
#[derive(Clone, Copy, Debug)]
pub enum FarEnd<'a> {
    /// A site behind a local network gateway.
    Site(&'a Connection, &'a LocalNetworkGateway),
    /// Another virtual network gateway.
    Gateway(&'a Connection, &'a Gateway),
}

impl Estate {
    /// The networks that are peered with `network`, whichever side the input shows the peering of.
    pub fn peered_with<'a>(
        &'a self,
        network: &'a Network,
    ) -> impl Iterator<Item = Result<Neighbour<'a>, NotEvaluated>> {
        let own = network
            .peerings
            .iter()
            .filter_map(|peering| self.far_side(network, peering).transpose());
        let from_others = self.peered_from(network).filter_map(move |place| {
            let NetworkPeering { network: other, peering } = place;
            let said_already =
                other.id().is_some() && matches!(network.ways().to(other.id()), Ok(Some(_)));
            (!said_already).then(|| Ok(Neighbour::of(other, peering.remote.origin())))
        });
        own.chain(from_others)
    }

    fn far_side<'a>(
        &'a self,
        network: &Network,
        peering: &'a Peering,
    ) -> Result<Option<Neighbour<'a>>, NotEvaluated> {
        let Some(Reference::To(id)) = peering.remote.get()? else { return Ok(None) };
        match self.network(id, &network.resource, peering.remote.span()) {
            Ok(far) if !far.address_space.is_unknown() => {
                Ok(Some(Neighbour::of(far, peering.remote.origin())))
            }
            _ if peering.remote_address_space.value().is_some() => Ok(Some(Neighbour {
                name: id.name().to_owned(),
                network: None,
                address_space: &peering.remote_address_space,
                peering: peering.remote.origin().clone(),
            })),
            Ok(far) => far.address_space.get().map(|_| None),
            Err(why) => Err(why),
        }
    }

    /// What the connections of a gateway lead to, as far as they are virtual networks and sites.
    pub fn far_ends<'a>(
        &'a self,
        gateway: &'a Gateway,
    ) -> impl Iterator<Item = Result<FarEnd<'a>, NotEvaluated>> {
        self.connections_at(gateway)
            .filter_map(|connection| self.far_end(gateway, connection).transpose())
    }

    fn far_end<'a>(
        &'a self,
        gateway: &Gateway,
        connection: &'a Connection,
    ) -> Result<Option<FarEnd<'a>>, NotEvaluated> {
        // Whose connection of another deployment it is does not matter here.
        let may_be_own = connection.resource.part == gateway.resource.part;
        let is_own = |reference: &Field<Reference>| match reference.get() {
            Ok(Some(Reference::To(id))) => Ok(gateway.resource.id.as_ref() == Some(id)
                && self
                    .gateway(id, &connection.resource, reference.span())
                    .is_ok_and(|found| found.place() == gateway.place())),
            Err(why) if may_be_own => Err(why),
            Ok(_) | Err(_) => Ok(false),
        };
        let (first, second) = (&connection.gateway, &connection.other_gateway);
        let other = if is_own(first)? {
            second
        } else if is_own(second)? {
            first
        } else {
            return Ok(None);
        };
        if let Some(Reference::To(id)) = connection.local_network_gateway.get()? {
            let site = self.local_network_gateway(
                id,
                &connection.resource,
                connection.local_network_gateway.span(),
            )?;
            return Ok(Some(FarEnd::Site(connection, site)));
        }
        let Some(Reference::To(id)) = other.get()? else { return Ok(None) };
        let far = self.gateway(id, &connection.resource, other.span())?;
        Ok(Some(FarEnd::Gateway(connection, far)))
    }
}

impl<'a> Neighbour<'a> {
    fn of(network: &'a Network, peering: &Origin) -> Self {
        Self {
            name: network.resource.subject().name,
            network: Some(network),
            address_space: &network.address_space,
            peering: peering.clone(),
        }
    }
}
