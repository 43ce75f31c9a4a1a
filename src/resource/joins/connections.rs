//! Connections and public IP addresses, and the gateways at their ends.

use crate::resource::estate::Estate;
use crate::resource::estate::place::Listed as _;
use crate::resource::gateways::connection::Connection;
use crate::resource::gateways::gateway::Gateway;
use crate::resource::reading::id::ResourceId;
use crate::resource::reading::resource::Resource;

impl Estate {
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

    /// The gateways of which an IP configuration names this public IP address, wherever they are deployed.
    pub fn gateways_with<'a>(
        &'a self,
        address: &ResourceId,
    ) -> impl Iterator<Item = &'a Gateway> + use<'a> {
        self.adjacency.gateways_with(address.key()).iter().map(|at| &self[*at])
    }
}
