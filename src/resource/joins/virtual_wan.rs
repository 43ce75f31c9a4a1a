//! How gateways, hubs, server configurations and networks of Virtual WAN are joined.

use std::collections::BTreeMap;

use crate::resource::estate::Estate;
use crate::resource::estate::place::Listed as _;
use crate::resource::networks::network::Network;
use crate::resource::reading::field::NotEvaluated;
use crate::resource::reading::reference::Reference;
use crate::resource::reading::resource::{DeploymentGroup, Resource, VIRTUAL_WAN};
use crate::resource::virtual_wan::gateway::PointToSiteGateway;
use crate::resource::virtual_wan::hub::{Hub, HubConnection};
use crate::resource::virtual_wan::server_configuration::VpnServerConfiguration;

impl Estate {
    /// The gateways that a VPN server configuration is for, as far as the input has them.
    pub fn gateways_configured_by<'a>(
        &'a self,
        server: &VpnServerConfiguration,
    ) -> impl Iterator<Item = &'a PointToSiteGateway> + use<'a> {
        self.adjacency.configured_by(server.place()).iter().map(|at| &self[*at])
    }

    /// The point-to-site gateways in a hub, as far as the input has them.
    pub fn gateways_in_hub<'a>(
        &'a self,
        hub: &Hub,
    ) -> impl Iterator<Item = &'a PointToSiteGateway> + use<'a> {
        self.adjacency.in_hub(hub.place()).iter().map(|at| &self[*at])
    }

    /// The VPN server configuration of a gateway; none where it names none.
    ///
    /// # Errors
    /// When that can't be known, or it is not in the input.
    pub fn server_configuration_of(
        &self,
        gateway: &PointToSiteGateway,
    ) -> Result<Option<&VpnServerConfiguration>, NotEvaluated> {
        self.named(&gateway.configuration, &gateway.resource)
    }

    /// The hub that a gateway is deployed into; none where it names none.
    ///
    /// # Errors
    /// When that can't be known, or it is not in the input.
    pub fn hub_of(&self, gateway: &PointToSiteGateway) -> Result<Option<&Hub>, NotEvaluated> {
        self.named(&gateway.hub, &gateway.resource)
    }

    /// The Virtual WAN that a hub belongs to; none where it names none.
    ///
    /// # Errors
    /// When that can't be known, or it is not in the input.
    pub fn virtual_wan_of(&self, hub: &Hub) -> Result<Option<&Resource>, NotEvaluated> {
        self.other_named(VIRTUAL_WAN, &hub.wan, &hub.resource)
    }

    /// The virtual network that a hub's connection leads to; none where it names none.
    ///
    /// # Errors
    /// When that can't be known, or it is not in the input.
    pub fn network_connected(
        &self,
        hub: &Hub,
        connection: &HubConnection,
    ) -> Result<Option<&Network>, NotEvaluated> {
        self.named(&connection.network, &hub.resource)
    }

    /// The hubs of each Virtual WAN. A hub of which the Virtual WAN is not known stands for itself.
    #[must_use]
    pub fn virtual_wans(&self) -> Vec<Vec<&Hub>> {
        let mut wans: BTreeMap<(String, Option<DeploymentGroup>), Vec<&Hub>> = BTreeMap::new();
        let mut alone = Vec::new();
        for hub in &self.hubs {
            let id = hub.wan.value().and_then(Reference::id).cloned();
            match id.or_else(|| hub.wan.identity()) {
                Some(id) => {
                    let part = id.is_local().then_some(hub.resource.part);
                    wans.entry((id.key().to_owned(), part)).or_default().push(hub);
                }
                None => alone.push(vec![hub]),
            }
        }
        wans.into_values().chain(alone).collect()
    }
}
