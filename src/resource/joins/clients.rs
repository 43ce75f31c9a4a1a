//! What gateways and server configurations say about clients, whichever of the two says it.

use crate::resource::certificates::listed::CertificateLists;
use crate::resource::estate::Estate;
use crate::resource::gateways::client_settings::ClientSettings;
use crate::resource::point_to_site::pools::{ClientPools, PoolOwner};
use crate::resource::point_to_site::user_groups::UserGroups;
use crate::resource::reading::field::NotEvaluated;
use crate::resource::reading::reader::Reader;
use crate::resource::reading::resource::Resource;
use crate::resource::reading::secret::SecretPlace;

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

    /// The client address pools of every gateway that serves clients.
    pub fn client_pools(
        &self,
    ) -> impl Iterator<Item = (&Resource, Result<Option<ClientPools<'_>>, NotEvaluated>)> {
        let gateways = self.gateways.iter().map(|gateway| {
            let pools = gateway.point_to_site().map(|client| {
                client.map(|client| ClientPools {
                    resource: &gateway.resource,
                    prefixes: client.pool_prefixes().collect(),
                    gateway: PoolOwner::InNetwork(gateway, client),
                })
            });
            (&gateway.resource, pools)
        });
        let in_hubs = self.hub_gateways.iter().map(|gateway| {
            let pools = ClientPools {
                resource: &gateway.resource,
                prefixes: gateway.pool_prefixes(),
                gateway: PoolOwner::InHub(gateway),
            };
            (&gateway.resource, Ok(Some(pools)))
        });
        gateways.chain(in_hubs)
    }

    /// The user groups of each gateway and of each VPN server configuration.
    pub fn user_groups(
        &self,
    ) -> impl Iterator<Item = (&Resource, Result<Option<UserGroups<'_>>, NotEvaluated>)> {
        let gateways = self.gateways.iter().map(|it| (&it.resource, it.user_groups()));
        let servers = self.declared_servers().map(|server| {
            let gateways = self.gateways_configured_by(server);
            (&server.resource, server.user_groups(gateways))
        });
        gateways.chain(servers)
    }

    /// Every RADIUS secret and every shared key of a connection.
    #[must_use]
    pub fn secrets(&self) -> Vec<SecretPlace<'_>> {
        let mut places = Vec::new();
        let mut add = |resource, noun, value: Option<Reader>| {
            places.extend(value.map(|value| SecretPlace { resource, noun, value }));
        };
        let of_gateways = self.gateways.iter().map(|gateway| {
            (&gateway.resource, gateway.properties.object("vpnClientConfiguration"))
        });
        let of_virtual_wan =
            self.declared_servers().map(|server| (&server.resource, server.properties.clone()));
        for (resource, client) in of_gateways.chain(of_virtual_wan) {
            add(resource, "RADIUS secret", client.find("radiusServerSecret"));
            let servers = client.field::<Vec<Reader>>("radiusServers");
            for server in servers.known_items() {
                add(resource, "RADIUS secret", server.find("radiusServerSecret"));
            }
        }
        for connection in &self.connections {
            add(&connection.resource, "shared key", connection.properties.find("sharedKey"));
        }
        places
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
}
