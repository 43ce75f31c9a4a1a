//! Virtual networks and their subnets.

use std::sync::OnceLock;

use std::net::IpAddr;

use arm_template::Origin;
use ipnet::IpNet;

use super::peering::{Peering, child_name};
use super::ways::Ways;
use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::id::ResourceId;
use crate::resource::reading::reader::{FromProperty, Reader};
use crate::resource::reading::reference::Reference;
use crate::resource::reading::resource::Resource;
use crate::resource::{Address, Range};

/// A `Microsoft.Network/virtualNetworks`, with its subnets and peerings wherever they are written.
#[derive(Debug)]
pub struct Network {
    /// Type, name, id.
    pub resource: Resource,
    /// `properties`, for what has no field of its own.
    pub properties: Reader,
    /// `addressSpace.addressPrefixes`.
    pub address_space: Field<Vec<Field<Range>>>,
    /// `dhcpOptions.dnsServers`.
    pub dns_servers: Field<Vec<Field<Address>>>,
    /// The subnets, inline and as child resources.
    pub subnets: Vec<Subnet>,
    /// The peerings, inline and as child resources.
    pub peerings: Vec<Peering>,
    /// Whether the input has the network itself, and not only some of its children.
    pub declared: bool,
    ways: OnceLock<Ways>,
}

/// A subnet of a virtual network.
#[derive(Clone, Debug)]
pub struct Subnet {
    /// Where it is written.
    pub origin: Origin,
    /// Its own name, without the network's.
    pub name: Field<String>,
    /// `properties`, for what has no field of its own.
    pub properties: Reader,
    /// `addressPrefix` and `addressPrefixes` together.
    pub ranges: Field<Vec<Field<Range>>>,
    /// `routeTable.id`.
    pub route_table: Field<Reference>,
    /// `networkSecurityGroup.id`.
    pub security_group: Field<Reference>,
    /// `natGateway.id`.
    pub nat_gateway: Field<Reference>,
    /// `serviceEndpoints[].service`.
    pub service_endpoints: Field<Vec<Field<String>>>,
    /// `serviceEndpointPolicies`.
    pub service_endpoint_policies: Field<Vec<Reader>>,
    /// The ids of what is in it, as Azure prints them: `ipConfigurations` and `privateEndpoints`.
    pub occupants: Vec<Field<Reference>>,
}

impl Network {
    /// Where its peerings lead, once all of them are known.
    pub(crate) fn ways(&self) -> &Ways {
        self.ways.get_or_init(|| Ways::of(&self.peerings))
    }

    /// Reads a network with the subnets and peerings that are written inside it.
    #[must_use]
    pub fn read(resource: Resource) -> Self {
        let properties = resource.reader.properties();
        let list = |name: &'static str| properties.field::<Vec<Reader>>(name);
        Self {
            address_space: properties.object("addressSpace").field("addressPrefixes"),
            dns_servers: properties.object("dhcpOptions").field("dnsServers"),
            subnets: list("subnets").known_items().iter().map(Subnet::read).collect(),
            peerings: list("virtualNetworkPeerings")
                .known_items()
                .iter()
                .map(Peering::read)
                .collect(),
            declared: true,
            ways: OnceLock::new(),
            properties,
            resource,
        }
    }

    /// A network of which the input has a child only.
    #[must_use]
    pub fn only_children(resource: Resource) -> Self {
        let nothing = resource.reader.nothing();
        let origin = resource.origin().clone();
        let why = || {
            NotEvaluated::new("the virtual network itself is not in the input", Some(origin.span()))
                .remedy("add the virtual network to the input")
        };
        Self {
            address_space: Field::unknown(why(), origin.clone()),
            dns_servers: Field::unknown(why(), origin.clone()),
            subnets: Vec::new(),
            peerings: Vec::new(),
            declared: false,
            ways: OnceLock::new(),
            properties: nothing,
            resource,
        }
    }

    /// The subnet of this name, without regard to case.
    #[must_use]
    pub fn subnet(&self, name: &str) -> Option<&Subnet> {
        self.subnets
            .iter()
            .find(|subnet| subnet.name.value().is_some_and(|own| own.eq_ignore_ascii_case(name)))
    }

    /// Whether all subnets are known, so that one that is not found does not exist.
    ///
    /// # Errors
    /// When the list can't be known.
    pub fn all_subnets_known(&self) -> Result<(), NotEvaluated> {
        if !self.declared {
            self.address_space.get()?;
        }
        self.properties.field::<Vec<Reader>>("subnets").get()?;
        for subnet in &self.subnets {
            subnet.name.get()?;
        }
        Ok(())
    }

    /// The ranges of its address space that are known.
    pub fn ranges(&self) -> impl Iterator<Item = &Field<Range>> {
        self.address_space.known_items().iter()
    }

    /// Whether the address lies in its address space.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.ranges().filter_map(Field::value).any(|range| range.contains(address))
    }

    /// The name for people.
    #[must_use]
    pub fn label(&self) -> String {
        self.resource.short_name().map_or_else(|| self.resource.subject().name, str::to_owned)
    }

    /// The networks of its address space, when all of it is known.
    ///
    /// # Errors
    /// When some of it can't be known.
    pub fn nets(&self) -> Result<Vec<IpNet>, NotEvaluated> {
        let mut nets = Vec::new();
        for range in self.address_space.items()? {
            nets.extend(range.get()?.and_then(Range::net));
        }
        Ok(nets)
    }

    /// The id, when it is known.
    #[must_use]
    pub fn id(&self) -> Option<&ResourceId> {
        self.resource.id.as_ref()
    }
}

impl Subnet {
    /// The one name under which a gateway can be deployed.
    pub const GATEWAY: &'static str = "GatewaySubnet";

    /// Reads a subnet, inline or a child resource.
    #[must_use]
    pub fn read(entry: &Reader) -> Self {
        let properties = entry.properties();
        Self {
            origin: entry.node().origin.clone(),
            name: child_name(entry),
            ranges: ranges(&properties),
            route_table: properties.object("routeTable").field("id"),
            security_group: properties.object("networkSecurityGroup").field("id"),
            nat_gateway: properties.object("natGateway").field("id"),
            service_endpoints: properties
                .field::<Vec<Reader>>("serviceEndpoints")
                .map(|entries| entries.iter().map(|entry| entry.field("service")).collect()),
            service_endpoint_policies: properties.field("serviceEndpointPolicies"),
            occupants: ["ipConfigurations", "privateEndpoints"]
                .iter()
                .flat_map(|list| ids(&properties.field(list)))
                .collect(),
            properties,
        }
    }

    /// The name for people.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.value().map_or("(no name)", String::as_str)
    }

    /// The networks of its ranges that are known.
    pub fn nets(&self) -> impl Iterator<Item = IpNet> {
        self.ranges.known_items().iter().filter_map(|range| range.value()?.net())
    }

    /// The occupants that are virtual network gateways.
    pub fn gateways(&self) -> impl Iterator<Item = &Field<Reference>> {
        let is_gateway =
            |id: &ResourceId| id.kind().starts_with("microsoft.network/virtualnetworkgateways");
        self.occupants
            .iter()
            .filter(move |id| id.value().and_then(Reference::id).is_some_and(is_gateway))
    }

    /// Whether it is the gateway subnet. A name that is not known is none.
    #[must_use]
    pub fn is_gateway_subnet(&self) -> bool {
        self.name.value().is_some_and(|name| name.eq_ignore_ascii_case(Self::GATEWAY))
    }
}

fn ids(entries: &Field<Vec<Reader>>) -> Vec<Field<Reference>> {
    entries.known_items().iter().map(|entry| entry.field("id")).collect()
}

/// `addressPrefixes`, or `addressPrefix` as a list of one; some tools print a list under the name of the single one.
fn ranges(properties: &Reader) -> Field<Vec<Field<Range>>> {
    let list: Field<Vec<Field<Range>>> = properties.field("addressPrefixes");
    if list.value().is_some_and(|list| !list.is_empty()) || list.is_unknown() {
        return list;
    }
    match properties.find("addressPrefix") {
        Some(single) if Vec::<Field<Range>>::read(&single).is_ok() => single.value(),
        Some(single) => {
            let range: Field<Range> = single.value();
            let origin = range.origin().clone();
            Field::known(vec![range], origin)
        }
        None => list,
    }
}
