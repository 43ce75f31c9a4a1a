//! The resources that gateways depend on, and which of them the input has.

use std::collections::HashSet;

use crate::resource::estate::Estate;
use crate::resource::estate::place::{Listed, OfKind};
use crate::resource::gateways::connection::LocalNetworkGateway;
use crate::resource::gateways::gateway::Gateway;
use crate::resource::networks::network::Network;
use crate::resource::networks::public_ip::PublicIp;
use crate::resource::networks::route::RouteTable;
use crate::resource::reading::field::Field;
use crate::resource::reading::id::ResourceId;
use crate::resource::reading::reference::Reference;
use crate::resource::reading::resource::{Kind, Resource};
use crate::resource::virtual_wan::hub::Hub;
use crate::resource::virtual_wan::server_configuration::VpnServerConfiguration;

/// A resource that a gateway depends on, directly or through its network and the networks peered with that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Its id.
    pub id: ResourceId,
    /// Its kind.
    pub kind: Kind,
    /// Whether the input has it.
    pub resolved: bool,
}

impl Estate {
    /// What gateways depend on, as far as it is known so far: their addresses and networks, the sites behind their
    /// connections, their hubs and server configurations; of their networks, and of those connected to their hubs, the
    /// peered networks, and of both the route tables and security groups.
    #[must_use]
    pub fn dependencies(&self) -> Vec<Dependency> {
        let mut found = Dependencies { estate: self, seen: HashSet::new(), list: Vec::new() };
        let mut own = Vec::new();
        for gateway in &self.gateways {
            own.extend(networks_named(gateway));
            for configuration in gateway.ip_configurations.known_items() {
                found.add_named::<PublicIp>(&configuration.public_ip);
            }
        }
        for connection in &self.connections {
            found.add_named::<LocalNetworkGateway>(&connection.local_network_gateway);
        }
        for gateway in &self.hub_gateways {
            found.add_named::<Hub>(&gateway.hub);
            found.add_named::<VpnServerConfiguration>(&gateway.configuration);
        }
        for hub in self.hubs_of_gateways() {
            own.extend(hub.connections.iter().filter_map(|connection| id(&connection.network)));
        }
        for network in &own {
            found.add::<Network>(Kind::Network, network);
        }
        let peered: Vec<ResourceId> = own
            .iter()
            .filter_map(|network| self.network_with(network))
            .flat_map(|network| network.peerings.iter().filter_map(|peering| id(&peering.remote)))
            .collect();
        for network in &peered {
            found.add::<Network>(Kind::Network, network);
        }
        // Of a peered network the route tables matter too, because they decide which way the answers to clients go.
        for network in own.iter().chain(&peered).filter_map(|network| self.network_with(network)) {
            for subnet in &network.subnets {
                found.add_named::<RouteTable>(&subnet.route_table);
                if let Some(group) = id(&subnet.security_group) {
                    found.add::<Resource>(Kind::SecurityGroup, &group);
                }
            }
        }
        found.list
    }

    /// The hubs of every Virtual WAN that has a point-to-site gateway in one of them.
    #[must_use]
    pub fn hubs_of_gateways(&self) -> Vec<&Hub> {
        let own: HashSet<ResourceId> =
            self.hub_gateways.iter().filter_map(|gateway| id(&gateway.hub)).collect();
        let is_own = |hub: &Hub| hub.resource.id.as_ref().is_some_and(|id| own.contains(id));
        let own_hubs = self.hubs.iter().filter(|hub| is_own(hub));
        let wans: HashSet<ResourceId> = own_hubs.filter_map(|hub| id(&hub.wan)).collect();
        let of_wan = |hub: &Hub| id(&hub.wan).is_some_and(|wan| wans.contains(&wan));
        self.hubs.iter().filter(|hub| hub.declared && (is_own(hub) || of_wan(hub))).collect()
    }

    fn network_with(&self, id: &ResourceId) -> Option<&Network> {
        let mut networks = self.by_id.all(Kind::Network, id.key()).map(|at| &self[at]);
        networks.find(|network: &&Network| network.declared)
    }
}

/// The networks that the IP configurations of a gateway name, by their subnets.
fn networks_named(gateway: &Gateway) -> impl Iterator<Item = ResourceId> {
    let configurations = gateway.ip_configurations.known_items().iter();
    configurations.filter_map(|configuration| id(&configuration.subnet)?.parent())
}

fn id(reference: &Field<Reference>) -> Option<ResourceId> {
    reference.value().and_then(Reference::id).cloned()
}

/// Dependencies in the order in which they were found, each once.
struct Dependencies<'a> {
    estate: &'a Estate,
    seen: HashSet<(Kind, ResourceId)>,
    list: Vec<Dependency>,
}

impl Dependencies<'_> {
    fn add_named<T: OfKind>(&mut self, reference: &Field<Reference>) {
        if let Some(id) = reference.value().and_then(Reference::id) {
            self.add::<T>(T::KIND, id);
        }
    }

    /// Adds what an id leads to, unless it is an id of another kind.
    fn add<T: Listed>(&mut self, kind: Kind, id: &ResourceId) {
        if id.is_kind(kind.type_name()) && self.seen.insert((kind, id.clone())) {
            let mut places = self.estate.by_id.all::<T>(kind, id.key());
            let resolved = places.any(|at| !self.estate[at].resource().existing);
            self.list.push(Dependency { id: id.clone(), kind, resolved });
        }
    }
}

#[cfg(test)]
mod tests {
    use arm_template::SourceId;
    use serde_json::{Value, json};

    use super::*;
    use crate::resource::Shape;

    fn id(kind: &str, name: &str) -> String {
        format!("/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/{kind}/{name}")
    }

    fn resource(kind: Kind, name: &str, properties: &Value) -> Resource {
        let short = kind.type_name().trim_start_matches("Microsoft.Network/");
        let resource = json!({ "id": id(short, name), "name": name, "properties": properties });
        let node = arm_template::parse(&resource.to_string(), SourceId(0)).node.expect("JSON");
        Resource::exported(kind, node, Shape::Rest, SourceId(0))
    }

    fn network(name: &str, peer: &str, table: &str) -> Resource {
        let properties = json!({
            "subnets": [{ "properties": { "routeTable": { "id": table } } }],
            "virtualNetworkPeerings": [{ "properties": {
                "remoteVirtualNetwork": { "id": id("virtualNetworks", peer) } } }] });
        resource(Kind::Network, name, &properties)
    }

    /// The names of the dependencies that these resources show, those that are not resolved first.
    fn names(resources: Vec<Resource>) -> [Vec<String>; 2] {
        let dependencies = Estate::new(resources).dependencies();
        [false, true].map(|resolved| {
            let of = dependencies.iter().filter(|dependency| dependency.resolved == resolved);
            of.map(|dependency| dependency.id.name().to_owned()).collect()
        })
    }

    #[test]
    fn a_gateway_leads_to_its_network_and_to_what_is_peered_with_it() {
        let gateway = || {
            resource(
                Kind::Gateway,
                "vng",
                &json!({ "ipConfigurations": [{ "properties": {
                    "subnet": { "id": id("virtualNetworks", "hub/subnets/GatewaySubnet") },
                    "publicIPAddress": { "id": id("publicIPAddresses", "pip") } } }] }),
            )
        };
        let none: [String; 0] = [];
        assert_eq!(names(vec![gateway()]), [vec!["pip", "hub"], vec![]]);
        let hub = || network("hub", "spoke", &id("routeTables", "of-hub"));
        assert_eq!(names(vec![gateway(), hub()]), [vec!["pip", "spoke", "of-hub"], vec!["hub"]]);
        // What a peered network is peered with is out of a gateway's reach.
        let spoke = network("spoke", "far", &id("routeTables", "of-spoke"));
        assert_eq!(
            names(vec![gateway(), hub(), spoke]),
            [vec!["pip", "of-hub", "of-spoke"], vec!["hub", "spoke"]]
        );
        assert_eq!(names(vec![hub()]).concat(), none);
    }

    #[test]
    fn ids_of_another_kind_lead_nowhere() {
        let gateway = resource(
            Kind::Gateway,
            "vng",
            &json!({ "ipConfigurations": [{ "properties": {
                "subnet": { "id": id("virtualNetworks", "hub/subnets/GatewaySubnet") },
                "publicIPAddress": { "id": id("loadBalancers", "lb") } } }] }),
        );
        let hub = network("hub", "spoke", &id("loadBalancers", "lb"));
        assert_eq!(names(vec![gateway, hub]), [vec!["spoke"], vec!["hub"]]);
    }

    #[test]
    fn the_hubs_of_a_virtual_wan_are_those_of_all_gateways_in_it() {
        let hub = |name: &str, wan: &str| {
            resource(Kind::Hub, name, &json!({ "virtualWan": { "id": id("virtualWans", wan) } }))
        };
        let gateway = resource(
            Kind::PointToSiteGateway,
            "p2s",
            &json!({ "virtualHub": { "id": id("virtualHubs", "west") } }),
        );
        let estate =
            Estate::new(vec![gateway, hub("west", "a"), hub("north", "a"), hub("south", "b")]);
        let names: Vec<String> =
            estate.hubs_of_gateways().iter().map(|hub| hub.resource.subject().name).collect();
        assert_eq!(names, ["west", "north"]);
    }
}
