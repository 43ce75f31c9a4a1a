//! How a virtual hub routes what is connected to it.

use arm_template::Origin;

use crate::resource::reading::field::Field;
use crate::resource::reading::reader::Reader;
use crate::resource::reading::reference::Reference;
use crate::resource::{Address, Range};

/// A `routingConfiguration`, of the connection of a network or of the clients of a gateway.
///
/// See <https://learn.microsoft.com/azure/templates/microsoft.network/virtualhubs/hubvirtualnetworkconnections>.
#[derive(Clone, Debug)]
pub struct HubRouting {
    /// `routingConfiguration`.
    pub object: Field<Reader>,
    /// `associatedRouteTable.id`: the table that what comes from there is routed by.
    pub associated: Field<Reference>,
    /// `propagatedRouteTables.ids`: the tables that learn the way there.
    pub propagated: Vec<Field<Reference>>,
    /// `propagatedRouteTables.labels`.
    pub labels: Field<Vec<Field<String>>>,
    /// `vnetRoutes.staticRoutes`.
    pub static_routes: Vec<StaticRoute>,
}

/// A route to what lies behind an appliance in a connected network.
#[derive(Clone, Debug)]
pub struct StaticRoute {
    /// Where it is written.
    pub origin: Origin,
    /// `addressPrefixes`.
    pub destinations: Field<Vec<Field<Range>>>,
    /// `nextHopIpAddress`.
    pub next_hop: Field<Address>,
}

impl HubRouting {
    /// Reads the routing among the properties of a connection.
    #[must_use]
    pub fn read(properties: &Reader) -> Self {
        let routing = properties.object("routingConfiguration");
        let propagated = routing.object("propagatedRouteTables");
        let tables: Field<Vec<Reader>> = propagated.field("ids");
        let routes: Field<Vec<Reader>> = routing.object("vnetRoutes").field("staticRoutes");
        Self {
            object: routing.value(),
            associated: routing.object("associatedRouteTable").field("id"),
            propagated: tables.known_items().iter().map(|table| table.field("id")).collect(),
            labels: propagated.field("labels"),
            static_routes: routes.known_items().iter().map(StaticRoute::read).collect(),
        }
    }
}

impl StaticRoute {
    fn read(entry: &Reader) -> Self {
        Self {
            origin: entry.node().origin.clone(),
            destinations: entry.field("addressPrefixes"),
            next_hop: entry.field("nextHopIpAddress"),
        }
    }
}
