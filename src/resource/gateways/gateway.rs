//! Virtual network gateways and their point-to-site configuration.

use arm_template::Origin;

use super::authentication::{EntraSettings, RadiusSettings};
use crate::resource::Range;
use crate::resource::certificates::listed::{RevokedCertificate, RootCertificate};
use crate::resource::networks::hub_routing::HubRouting;
use crate::resource::reading::condition::{all_hold, contains};
use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::reader::Reader;
use crate::resource::reading::reference::Reference;
use crate::resource::reading::resource::Resource;
use crate::resource::reading::words::{
    Allocation, Authentication, GatewayType, Generation, Protocol, Sku, VpnType,
};

/// A `Microsoft.Network/virtualNetworkGateways`.
#[derive(Debug)]
pub struct Gateway {
    /// Type, name, id.
    pub resource: Resource,
    /// `properties`, for what has no field of its own.
    pub properties: Reader,
    /// `gatewayType`.
    pub gateway_type: Field<GatewayType>,
    /// `vpnType`.
    pub vpn_type: Field<VpnType>,
    /// `vpnGatewayGeneration`.
    pub generation: Field<Generation>,
    /// `sku.name`.
    pub sku: Field<Sku>,
    /// `sku.tier`.
    pub sku_tier: Field<Sku>,
    /// `activeActive`.
    pub active_active: Field<bool>,
    /// `enableBgp`.
    pub enable_bgp: Field<bool>,
    /// `bgpSettings`.
    pub bgp_settings: Field<Reader>,
    /// `ipConfigurations`.
    pub ip_configurations: Field<Vec<IpConfiguration>>,
    /// `customRoutes.addressPrefixes`.
    pub custom_routes: Field<Vec<Field<Range>>>,
    /// `gatewayDefaultSite`.
    pub default_site: Field<Reference>,
    /// `provisioningState`.
    pub provisioning_state: Field<String>,
    /// `virtualNetworkGatewayPolicyGroups`.
    pub policy_groups: Field<Vec<Reader>>,
    /// `vpnClientConfiguration`, whether or not it is in use.
    pub vpn_client: PointToSite,
}

/// `vpnClientConfiguration` of a gateway, or what a VPN server configuration of Virtual WAN says in its place.
#[derive(Debug)]
pub struct PointToSite {
    /// Whether it belongs to Virtual WAN, where the pools stand in the gateways.
    pub virtual_wan: bool,
    /// The object itself.
    pub object: Field<Reader>,
    /// `vpnClientAddressPool.addressPrefixes`.
    pub pool: Field<Vec<Field<Range>>>,
    /// `vpnClientAddressPool.ipamPoolPrefixAllocations`.
    pub pool_allocations: Field<Vec<Reader>>,
    /// `vpnClientProtocols`.
    pub protocols: Field<Vec<Field<Protocol>>>,
    /// `vpnAuthenticationTypes`.
    pub authentication_types: Field<Vec<Field<Authentication>>>,
    /// `vpnClientRootCertificates`.
    pub roots: Field<Vec<RootCertificate>>,
    /// `vpnClientRevokedCertificates`.
    pub revoked: Field<Vec<RevokedCertificate>>,
    /// `radiusServerAddress`, `radiusServerSecret` and `radiusServers`.
    pub radius: RadiusSettings,
    /// `aadTenant`, `aadAudience` and `aadIssuer`.
    pub entra: EntraSettings,
    /// `vpnClientIpsecPolicies`.
    pub ipsec_policies: Field<Vec<Reader>>,
    /// `vngClientConnectionConfigurations`.
    pub connection_configurations: Field<Vec<ConnectionConfiguration>>,
}

/// An entry of `vngClientConnectionConfigurations`, or in Virtual WAN of `p2SConnectionConfigurations`: an address pool
/// for some user groups.
#[derive(Clone, Debug)]
pub struct ConnectionConfiguration {
    /// Where the entry is written.
    pub origin: Origin,
    /// The name.
    pub name: Field<String>,
    /// `vpnClientAddressPool.addressPrefixes`.
    pub pool: Field<Vec<Field<Range>>>,
    /// The user groups that it is for, each an object with an id.
    pub groups: Field<Vec<Reader>>,
    /// Whether it can be for all users: in Virtual WAN, where it is the only place for a pool.
    pub virtual_wan: bool,
    /// `routingConfiguration`, which only Virtual WAN has.
    pub routing: HubRouting,
}

/// An entry of `ipConfigurations`.
#[derive(Clone, Debug)]
pub struct IpConfiguration {
    /// Where the entry is written.
    pub origin: Origin,
    /// The name.
    pub name: Field<String>,
    /// `subnet.id`.
    pub subnet: Field<Reference>,
    /// The last name of `subnet.id`, which may be known where the whole is not.
    pub subnet_name: Field<String>,
    /// `publicIPAddress.id`.
    pub public_ip: Field<Reference>,
    /// `privateIPAllocationMethod`.
    pub private_allocation: Field<Allocation>,
    /// `provisioningState`.
    pub provisioning_state: Field<String>,
}

impl Gateway {
    /// Reads a gateway.
    #[must_use]
    pub fn read(resource: Resource) -> Self {
        let properties = resource.reader.properties();
        let sku = properties.object("sku");
        Self {
            gateway_type: properties.field("gatewayType"),
            vpn_type: properties.field("vpnType"),
            generation: properties.field("vpnGatewayGeneration"),
            sku: sku.field("name"),
            sku_tier: sku.field("tier"),
            active_active: properties.field("activeActive"),
            enable_bgp: properties.field("enableBgp"),
            bgp_settings: properties.field("bgpSettings"),
            ip_configurations: properties
                .field::<Vec<Reader>>("ipConfigurations")
                .map(|entries| entries.iter().map(IpConfiguration::read).collect()),
            custom_routes: properties.object("customRoutes").field("addressPrefixes"),
            default_site: properties.object("gatewayDefaultSite").field("id"),
            provisioning_state: properties.field("provisioningState"),
            policy_groups: properties.field("virtualNetworkGatewayPolicyGroups"),
            vpn_client: PointToSite::read(&properties),
            properties,
            resource,
        }
    }

    /// Whether it is a VPN gateway, as opposed to an ExpressRoute gateway; an absent type counts as one.
    ///
    /// # Errors
    /// When the type can't be known.
    pub fn is_vpn(&self) -> Result<bool, NotEvaluated> {
        Ok(self.gateway_type.get()?.is_none_or(|kind| *kind == GatewayType::Vpn))
    }

    /// Whether it is a VPN gateway of this SKU. An ExpressRoute gateway may have a SKU of the same name.
    ///
    /// # Errors
    /// When that can't be known.
    pub fn is_vpn_of(&self, sku: &Sku) -> Result<bool, NotEvaluated> {
        all_hold([self.sku.get().map(|own| own == Some(sku)), self.is_vpn()])
    }

    /// Whether point-to-site is in use.
    ///
    /// # Errors
    /// When that can't be known.
    pub fn serves_clients(&self) -> Result<bool, NotEvaluated> {
        Ok(self.point_to_site()?.is_some())
    }

    /// Whether it was read as it is in Azure, which has accepted it, and not from a template.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        let state = self.provisioning_state.value();
        !self.resource.is_template()
            && state.is_some_and(|state| state.eq_ignore_ascii_case("Succeeded"))
    }

    /// The point-to-site configuration, when it is in use: when there is an address pool for clients.
    ///
    /// Plain site-to-site gateways carry an object without a pool too.
    ///
    /// # Errors
    /// When that can't be known.
    pub fn point_to_site(&self) -> Result<Option<&PointToSite>, NotEvaluated> {
        let client = &self.vpn_client;
        client.object.get()?;
        if !client.pool.items()?.is_empty() {
            return Ok(Some(client));
        }
        let configurations = client.connection_configurations.known_items();
        let pools =
            configurations.iter().any(|configuration| !configuration.pool.known_items().is_empty());
        Ok(pools.then_some(client))
    }

    /// The subnets that its IP configurations name, as far as they are known.
    pub fn subnets(&self) -> impl Iterator<Item = (&IpConfiguration, &Reference)> {
        self.ip_configurations
            .known_items()
            .iter()
            .filter_map(|configuration| Some((configuration, configuration.subnet.value()?)))
    }
}

impl PointToSite {
    fn read(properties: &Reader) -> Self {
        let object: Field<Reader> = properties.field("vpnClientConfiguration");
        let client = properties.object("vpnClientConfiguration");
        let list = |name: &'static str| client.field::<Vec<Reader>>(name);
        Self {
            virtual_wan: false,
            pool: client.object("vpnClientAddressPool").field("addressPrefixes"),
            pool_allocations: client
                .object("vpnClientAddressPool")
                .field("ipamPoolPrefixAllocations"),
            protocols: client.field("vpnClientProtocols"),
            authentication_types: client.field("vpnAuthenticationTypes"),
            roots: list("vpnClientRootCertificates").map(|entries| {
                entries.iter().map(|entry| RootCertificate::read(entry, false)).collect()
            }),
            revoked: list("vpnClientRevokedCertificates").map(|entries| {
                entries.iter().map(|entry| RevokedCertificate::read(entry, false)).collect()
            }),
            radius: RadiusSettings::read(&client),
            entra: EntraSettings::read(&client),
            ipsec_policies: list("vpnClientIpsecPolicies"),
            connection_configurations: list("vngClientConnectionConfigurations")
                .map(|entries| entries.iter().map(ConnectionConfiguration::read).collect()),
            object,
        }
    }

    /// Reads the properties of a VPN server configuration of Virtual WAN.
    pub(in crate::resource) fn of_virtual_wan(properties: &Reader) -> Self {
        let list = |name: &'static str| properties.field::<Vec<Reader>>(name);
        let origin = properties.node().origin.clone();
        Self {
            virtual_wan: true,
            object: properties.value(),
            pool: Field::absent(origin.clone()),
            pool_allocations: Field::absent(origin.clone()),
            protocols: properties.field("vpnProtocols"),
            authentication_types: properties.field("vpnAuthenticationTypes"),
            roots: list("vpnClientRootCertificates").map(|entries| {
                entries.iter().map(|entry| RootCertificate::read(entry, true)).collect()
            }),
            revoked: list("vpnClientRevokedCertificates").map(|entries| {
                entries.iter().map(|entry| RevokedCertificate::read(entry, true)).collect()
            }),
            radius: RadiusSettings::read(properties),
            entra: EntraSettings::read(&properties.object("aadAuthenticationParameters")),
            ipsec_policies: list("vpnClientIpsecPolicies"),
            connection_configurations: Field::absent(origin),
        }
    }

    /// The property that lists the protocols.
    #[must_use]
    pub fn protocols_property(&self) -> &'static str {
        if self.virtual_wan { "vpnProtocols" } else { "vpnClientProtocols" }
    }

    /// Whether the protocol is among those listed.
    ///
    /// # Errors
    /// When the list, or an element that could be it, can't be known.
    pub fn offers(&self, protocol: &Protocol) -> Result<bool, NotEvaluated> {
        contains(&self.protocols, protocol)
    }

    /// Whether clients may authenticate this way: it is listed or, where nothing is listed, its settings are there.
    ///
    /// # Errors
    /// When that can't be known.
    pub fn authenticates_by(&self, wanted: &Authentication) -> Result<bool, NotEvaluated> {
        if self.authentication_types.items()?.is_empty() {
            self.has_settings_for(wanted)
        } else {
            contains(&self.authentication_types, wanted)
        }
    }

    /// Whether there are settings for this way to authenticate, listed or not.
    ///
    /// # Errors
    /// When that can't be known.
    pub fn has_settings_for(&self, wanted: &Authentication) -> Result<bool, NotEvaluated> {
        let filled = |field: &Field<String>| {
            Ok::<bool, NotEvaluated>(field.get()?.is_some_and(|text| !text.trim().is_empty()))
        };
        match wanted {
            Authentication::Certificate => Ok(!self.roots.items()?.is_empty()),
            Authentication::Radius => {
                Ok(filled(&self.radius.address)? || !self.radius.servers.items()?.is_empty())
            }
            Authentication::Entra => Ok(filled(&self.entra.tenant)?
                || filled(&self.entra.audience)?
                || filled(&self.entra.issuer)?),
            Authentication::Other(_) => Ok(false),
        }
    }

    /// Whether there is a root certificate with data, whatever the data is worth.
    ///
    /// # Errors
    /// When that can't be known.
    pub fn has_filled_root(&self) -> Result<bool, NotEvaluated> {
        let mut open = Ok(false);
        for root in self.roots.items()? {
            match root.data.get() {
                Ok(Some(data)) if !data.trim().is_empty() => return Ok(true),
                Ok(_) => {}
                Err(why) => open = Err(why),
            }
        }
        open
    }

    /// Every pool: the gateway's own and those of connection configurations, as far as they are known.
    pub fn all_pools(&self) -> impl Iterator<Item = &Field<Range>> {
        let own = self.pool.known_items().iter();
        own.chain(
            self.connection_configurations
                .known_items()
                .iter()
                .flat_map(|entry| entry.pool.known_items()),
        )
    }
}

impl ConnectionConfiguration {
    fn read(entry: &Reader) -> Self {
        Self {
            origin: entry.node().origin.clone(),
            name: entry.field("name"),
            pool: entry.properties().object("vpnClientAddressPool").field("addressPrefixes"),
            groups: entry.properties().field("virtualNetworkGatewayPolicyGroups"),
            virtual_wan: false,
            routing: HubRouting::read(&entry.nothing()),
        }
    }

    pub(in crate::resource) fn of_virtual_wan(entry: &Reader) -> Self {
        Self {
            groups: entry.properties().field("configurationPolicyGroupAssociations"),
            virtual_wan: true,
            routing: HubRouting::read(&entry.properties()),
            ..Self::read(entry)
        }
    }

    /// Whether its pool is for user groups, as far as that is known.
    #[must_use]
    pub fn is_for_groups(&self) -> bool {
        !self.virtual_wan || !self.groups.known_items().is_empty()
    }
}

impl IpConfiguration {
    fn read(entry: &Reader) -> Self {
        let properties = entry.properties();
        let subnet = properties.object("subnet");
        Self {
            origin: entry.node().origin.clone(),
            name: entry.field("name"),
            subnet_name: Reference::name_in(&subnet, "id"),
            subnet: subnet.field("id"),
            public_ip: properties.object("publicIPAddress").field("id"),
            private_allocation: properties.field("privateIPAllocationMethod"),
            provisioning_state: properties.field("provisioningState"),
        }
    }

    /// The name for people.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.value().map_or("(no name)", String::as_str)
    }
}
