//! Route tables and the subnets that they are joined to.

use crate::resource::estate::Estate;
use crate::resource::joins::subnets::GatewaySubnet;
use crate::resource::networks::network::Subnet;
use crate::resource::networks::route::RouteTable;
use crate::resource::reading::field::NotEvaluated;
use crate::resource::reading::id::ResourceId;

impl Estate {
    /// The route table of a subnet; `None` when the subnet has none.
    ///
    /// # Errors
    /// When the reference can't be known, or the route table is not in the input.
    pub fn route_table_of(
        &self,
        place: GatewaySubnet<'_>,
    ) -> Result<Option<&RouteTable>, NotEvaluated> {
        self.named(&place.subnet.route_table, &place.network.resource)
    }

    /// The subnets that name the route table of a gateway subnet, wherever they are deployed.
    pub fn subnets_sharing_table<'a>(
        &'a self,
        place: &GatewaySubnet<'_>,
    ) -> impl Iterator<Item = &'a Subnet> + use<'a> {
        let id = place.subnet.route_table.identity();
        let is_local = id.as_ref().is_none_or(ResourceId::is_local);
        let part = place.network.resource.part;
        let places = self.adjacency.subnets_with(id.as_ref().map_or("", ResourceId::key));
        let places = places.iter().map(|(at, number)| (&self[*at], *number));
        places
            .filter(move |(network, _)| !is_local || network.resource.part == part)
            .map(|(network, number)| &network.subnets[number])
    }
}
