//! Connections of gateways and local network gateways.

use crate::resource::Range;
use crate::resource::gateways::state::ConnectionStatus;
use crate::resource::reading::field::Field;
use crate::resource::reading::reader::Reader;
use crate::resource::reading::reference::Reference;
use crate::resource::reading::resource::Resource;

/// A `Microsoft.Network/connections`.
#[derive(Debug)]
pub struct Connection {
    /// Type, name, id.
    pub resource: Resource,
    /// `properties`, for what has no field of its own.
    pub properties: Reader,
    /// `connectionType`: `IPsec`, `Vnet2Vnet`, `ExpressRoute`, `VPNClient`.
    pub connection_type: Field<String>,
    /// `virtualNetworkGateway1.id`.
    pub gateway: Field<Reference>,
    /// `virtualNetworkGateway2.id`.
    pub other_gateway: Field<Reference>,
    /// `localNetworkGateway2.id`.
    pub local_network_gateway: Field<Reference>,
    /// `connectionStatus`.
    pub status: Field<ConnectionStatus>,
}

/// A `Microsoft.Network/localNetworkGateways`: a site on the other end of a tunnel.
#[derive(Debug)]
pub struct LocalNetworkGateway {
    /// Type, name, id.
    pub resource: Resource,
    /// `properties`, for what has no field of its own.
    pub properties: Reader,
    /// `localNetworkAddressSpace.addressPrefixes`.
    pub address_space: Field<Vec<Field<Range>>>,
    /// `gatewayIpAddress`.
    pub gateway_address: Field<String>,
}

impl Connection {
    /// Reads a connection.
    #[must_use]
    pub fn read(resource: Resource) -> Self {
        let properties = resource.reader.properties();
        Self {
            connection_type: properties.field("connectionType"),
            gateway: properties.object("virtualNetworkGateway1").field("id"),
            other_gateway: properties.object("virtualNetworkGateway2").field("id"),
            local_network_gateway: properties.object("localNetworkGateway2").field("id"),
            status: properties.field("connectionStatus"),
            properties,
            resource,
        }
    }
}

impl LocalNetworkGateway {
    /// Reads a local network gateway.
    #[must_use]
    pub fn read(resource: Resource) -> Self {
        let properties = resource.reader.properties();
        Self {
            address_space: properties.object("localNetworkAddressSpace").field("addressPrefixes"),
            gateway_address: properties.field("gatewayIpAddress"),
            properties,
            resource,
        }
    }
}
