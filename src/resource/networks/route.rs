//! Route tables and their routes.

use std::net::IpAddr;

use arm_template::Origin;
use ipnet::IpNet;

use crate::resource::Range;
use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::reader::{FromProperty, Reader};
use crate::resource::reading::resource::Resource;
use crate::resource::reading::words::NextHop;

/// A `Microsoft.Network/routeTables`, with its routes wherever they are written.
#[derive(Debug)]
pub struct RouteTable {
    /// Type, name, id.
    pub resource: Resource,
    /// `disableBgpRoutePropagation`.
    pub propagation_off: Field<bool>,
    /// The routes, inline and as child resources.
    pub routes: Vec<Route>,
    /// Whether the list of inline routes is known.
    pub inline: Field<Vec<Reader>>,
    /// Whether the input has the route table itself, and not only some of its routes.
    pub declared: bool,
}

/// A route of a route table.
#[derive(Clone, Debug)]
pub struct Route {
    /// Where it is written.
    pub origin: Origin,
    /// Its own name, without the route table's.
    pub name: Field<String>,
    /// `addressPrefix`.
    pub destination: Field<Destination>,
    /// `nextHopType`.
    pub next_hop: Field<NextHop>,
    /// `nextHopIpAddress`.
    pub next_hop_address: Field<String>,
}

/// What a route leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// An address range.
    Range(Range),
    /// A service tag, such as `Storage.WestEurope`.
    ServiceTag(String),
}

impl Destination {
    /// The network, when it is a range in CIDR notation.
    #[must_use]
    pub fn net(&self) -> Option<IpNet> {
        match self {
            Self::Range(range) => range.net(),
            Self::ServiceTag(_) => None,
        }
    }

    /// Whether it is `0.0.0.0/0` or `::/0`.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.net().is_some_and(|net| net.prefix_len() == 0)
    }

    /// Whether the address lies in it.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.net().is_some_and(|net| net.contains(&address))
    }
}

impl std::fmt::Display for Destination {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Range(range) => range.fmt(f),
            Self::ServiceTag(tag) => f.write_str(tag),
        }
    }
}

impl FromProperty for Destination {
    fn read(reader: &Reader) -> Result<Self, String> {
        let text = String::read(reader)
            .map_err(|_| "expected an address range or service tag".to_owned())?;
        let is_range =
            text.trim().starts_with(|first: char| first.is_ascii_digit() || first == ':')
                || text.contains('/');
        Ok(if is_range { Self::Range(Range::parse(&text)) } else { Self::ServiceTag(text) })
    }
}

impl RouteTable {
    /// Reads a route table with the routes that are written inside it.
    #[must_use]
    pub fn read(resource: Resource) -> Self {
        let properties = resource.reader.properties();
        let inline: Field<Vec<Reader>> = properties.field("routes");
        Self {
            propagation_off: properties.field("disableBgpRoutePropagation"),
            routes: inline.known_items().iter().map(Route::read).collect(),
            inline,
            declared: true,
            resource,
        }
    }

    /// A route table of which the input has a route only.
    #[must_use]
    pub fn only_children(resource: Resource) -> Self {
        let origin = resource.origin().clone();
        let why = || {
            NotEvaluated::new("the route table itself is not in the input", Some(origin.span()))
                .remedy("add the route table to the input")
        };
        Self {
            propagation_off: Field::unknown(why(), origin.clone()),
            routes: Vec::new(),
            inline: Field::unknown(why(), origin.clone()),
            declared: false,
            resource,
        }
    }
}

impl Route {
    /// Reads a route, inline or a child resource.
    #[must_use]
    pub fn read(entry: &Reader) -> Self {
        let properties = entry.properties();
        Self {
            origin: entry.node().origin.clone(),
            name: entry
                .field::<String>("name")
                .map(|name| name.rsplit('/').next().unwrap_or(&name).to_owned()),
            destination: properties.field("addressPrefix"),
            next_hop: properties.field("nextHopType"),
            next_hop_address: properties.field("nextHopIpAddress"),
        }
    }

    /// The name for people.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.value().map_or("(no name)", String::as_str)
    }
}
