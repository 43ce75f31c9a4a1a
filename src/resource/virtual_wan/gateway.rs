//! Point-to-site gateways in the hubs of Virtual WAN.

use crate::resource::gateways::gateway::ConnectionConfiguration;
use crate::resource::reading::field::Field;
use crate::resource::reading::reader::Reader;
use crate::resource::reading::reference::Reference;
use crate::resource::reading::resource::Resource;

/// A `Microsoft.Network/p2svpnGateways`.
#[derive(Debug)]
pub struct PointToSiteGateway {
    /// Type, name, id.
    pub resource: Resource,
    /// `properties`, for what has no field of its own.
    pub properties: Reader,
    /// `virtualHub.id`.
    pub hub: Field<Reference>,
    /// `vpnServerConfiguration.id`.
    pub configuration: Field<Reference>,
    /// `vpnGatewayScaleUnit`.
    pub scale_unit: Field<i64>,
    /// `p2SConnectionConfigurations`: the address pools, each for some user groups or for all users.
    pub connection_configurations: Field<Vec<ConnectionConfiguration>>,
}

impl PointToSiteGateway {
    /// Reads a gateway.
    #[must_use]
    pub fn read(resource: Resource) -> Self {
        let properties = resource.reader.properties();
        let configurations: Field<Vec<Reader>> = properties.field("p2SConnectionConfigurations");
        Self {
            hub: properties.object("virtualHub").field("id"),
            configuration: properties.object("vpnServerConfiguration").field("id"),
            scale_unit: properties.field("vpnGatewayScaleUnit"),
            connection_configurations: configurations.map(|entries| {
                entries.iter().map(ConnectionConfiguration::of_virtual_wan).collect()
            }),
            properties,
            resource,
        }
    }

    /// Whether Azure has accepted it as it is.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        let state: Field<String> = self.properties.field("provisioningState");
        !self.resource.is_template()
            && state.value().is_some_and(|state| state.eq_ignore_ascii_case("Succeeded"))
    }
}
