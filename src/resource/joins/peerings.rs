//! Peerings, each with the network that it starts from.

use crate::resource::estate::Estate;
use crate::resource::estate::place::Listed as _;
use crate::resource::networks::network::Network;
use crate::resource::networks::peering::Peering;

/// A peering with the network it starts from.
#[derive(Clone, Copy, Debug)]
pub struct NetworkPeering<'a> {
    /// The network.
    pub network: &'a Network,
    /// The peering.
    pub peering: &'a Peering,
}

impl Estate {
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
}
