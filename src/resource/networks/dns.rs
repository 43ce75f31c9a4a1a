//! The DNS servers that point-to-site clients get: those of the gateway's virtual network.

use crate::resource::Address;
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
