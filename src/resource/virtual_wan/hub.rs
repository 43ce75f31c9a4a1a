//! Virtual hubs, and the virtual networks that are connected to them.

use arm_template::Origin;

use crate::resource::Range;
use crate::resource::networks::hub_routing::HubRouting;
use crate::resource::reading::field::Field;
use crate::resource::reading::reader::Reader;
use crate::resource::reading::reference::Reference;
use crate::resource::reading::resource::Resource;

/// A `Microsoft.Network/virtualHubs`.
#[derive(Debug)]
pub struct Hub {
    /// Type, name, id.
    pub resource: Resource,
    /// `addressPrefix`.
    pub address_prefix: Field<Range>,
    /// `sku`, the type of its Virtual WAN: Basic or Standard.
    pub sku: Field<String>,
    /// `virtualWan.id`.
    pub wan: Field<Reference>,
    /// The virtual networks that are connected to it.
    pub connections: Vec<HubConnection>,
    /// Whether the input has it, and not only some of its connections.
    pub declared: bool,
}

/// A `Microsoft.Network/virtualHubs/hubVirtualNetworkConnections`.
#[derive(Debug)]
pub struct HubConnection {
    /// Its own name, without that of the hub.
    pub name: Field<String>,
    /// `remoteVirtualNetwork.id`.
    pub network: Field<Reference>,
    /// `provisioningState`.
    pub state: Field<String>,
    /// `routingConfiguration`.
    pub routing: HubRouting,
    /// Where it is written.
    pub origin: Origin,
}

impl Hub {
    /// Reads a hub.
    #[must_use]
    pub fn read(resource: Resource) -> Self {
        let properties = resource.reader.properties();
        // Up to API version 2020-03-01 the connections stood in the hub.
        let connections: Field<Vec<Reader>> = properties.field("virtualNetworkConnections");
        Self {
            address_prefix: properties.field("addressPrefix"),
            sku: properties.field("sku"),
            wan: properties.object("virtualWan").field("id"),
            connections: connections.known_items().iter().map(HubConnection::read).collect(),
            declared: true,
            resource,
        }
    }

    /// A hub that the input does not have, for its connections to be found under.
    #[must_use]
    pub fn only_children(resource: Resource) -> Self {
        Self { declared: false, ..Self::read(resource) }
    }
}

impl HubConnection {
    /// Reads a connection.
    #[must_use]
    pub fn read(entry: &Reader) -> Self {
        let name: Field<String> = entry.field("name");
        let short = |name: String| name.rsplit('/').next().unwrap_or_default().to_owned();
        let properties = entry.properties();
        Self {
            name: name.map(short),
            network: properties.object("remoteVirtualNetwork").field("id"),
            state: properties.field("provisioningState"),
            routing: HubRouting::read(&properties),
            origin: entry.node().origin.clone(),
        }
    }
}
