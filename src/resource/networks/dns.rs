//! The DNS servers that point-to-site clients get: those of the gateway's virtual network.

use crate::resource::Address;
use crate::resource::gateways::gateway::Gateway;
use crate::resource::joins::estate::Estate;
use crate::resource::networks::network::Network;
use crate::resource::reading::field::{Field, NotEvaluated};

/// The DNS servers of a gateway's clients.
#[derive(Clone, Debug)]
pub struct ClientDns<'a> {
    /// The gateway's virtual network.
    pub network: &'a Network,
    /// Where the network is written. A template may write it twice: once to make it, once to set its DNS servers.
    pub declarations: Vec<&'a Network>,
}

impl<'a> ClientDns<'a> {
    /// Each server with the place where it is written.
    pub fn servers(
        &self,
    ) -> impl Iterator<Item = Result<(&'a Field<Address>, &'a Address), NotEvaluated>> {
        self.declarations.clone().into_iter().flat_map(|network| network.dns_servers.elements())
    }
}

impl Estate {
    /// The DNS servers that the clients of a gateway get; none when the gateway is in no network.
    ///
    /// # Errors
    /// When the network is not known, or not in the input.
    pub fn client_dns(&self, gateway: &Gateway) -> Result<Option<ClientDns<'_>>, NotEvaluated> {
        let Some(network) = self.network_of(gateway)? else { return Ok(None) };
        let written = |other: &&Network| std::ptr::eq(*other, network) || other.declared;
        let declarations = self.namesakes(network).filter(written).collect();
        Ok(Some(ClientDns { network, declarations }))
    }
}
