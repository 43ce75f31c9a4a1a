//! Places in the lists of an estate, each of the type that stands there.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

use crate::resource::estate::Estate;
use crate::resource::gateways::connection::{Connection, LocalNetworkGateway};
use crate::resource::gateways::gateway::Gateway;
use crate::resource::networks::network::Network;
use crate::resource::networks::public_ip::PublicIp;
use crate::resource::networks::route::RouteTable;
use crate::resource::reading::resource::{Kind, Resource};
use crate::resource::virtual_wan::gateway::PointToSiteGateway;
use crate::resource::virtual_wan::hub::Hub;
use crate::resource::virtual_wan::server_configuration::VpnServerConfiguration;

/// The place of a `T` in the list of an estate.
pub(crate) struct EstateIndex<T> {
    number: usize,
    of: PhantomData<fn() -> T>,
}

/// What an estate has a list of.
pub(crate) trait Listed: Sized {
    /// The list.
    fn list(estate: &Estate) -> &Vec<Self>;

    /// The list, to be added to.
    fn list_mut(estate: &mut Estate) -> &mut Vec<Self>;

    /// What it has in common with all resources.
    fn resource(&self) -> &Resource;

    /// The same, to be numbered.
    fn resource_mut(&mut self) -> &mut Resource;

    /// Its place in the estate that it was taken into.
    fn place(&self) -> EstateIndex<Self> {
        EstateIndex::new(self.resource().number)
    }
}

/// Resources of one kind that have a list of their own.
pub(crate) trait OfKind: Listed {
    /// The kind.
    const KIND: Kind;
}

macro_rules! listed {
    ($($of:ty, $list:ident, $kind:expr;)*) => {
        $(
            impl Listed for $of {
                fn list(estate: &Estate) -> &Vec<Self> {
                    &estate.$list
                }

                fn list_mut(estate: &mut Estate) -> &mut Vec<Self> {
                    &mut estate.$list
                }

                fn resource(&self) -> &Resource {
                    &self.resource
                }

                fn resource_mut(&mut self) -> &mut Resource {
                    &mut self.resource
                }
            }

            impl OfKind for $of {
                const KIND: Kind = $kind;
            }
        )*
    };
}

listed! {
    Gateway, gateways, Kind::Gateway;
    Network, networks, Kind::Network;
    RouteTable, route_tables, Kind::RouteTable;
    PublicIp, public_ips, Kind::PublicIp;
    Connection, connections, Kind::Connection;
    LocalNetworkGateway, local_network_gateways, Kind::LocalNetworkGateway;
    VpnServerConfiguration, vpn_server_configurations, Kind::VpnServerConfiguration;
    PointToSiteGateway, hub_gateways, Kind::PointToSiteGateway;
    Hub, hubs, Kind::Hub;
}

impl Listed for Resource {
    fn list(estate: &Estate) -> &Vec<Self> {
        &estate.others
    }

    fn list_mut(estate: &mut Estate) -> &mut Vec<Self> {
        &mut estate.others
    }

    fn resource(&self) -> &Resource {
        self
    }

    fn resource_mut(&mut self) -> &mut Resource {
        self
    }
}

impl<T> EstateIndex<T> {
    pub(super) fn new(number: usize) -> Self {
        Self { number, of: PhantomData }
    }
}

impl<T: Listed> Index<EstateIndex<T>> for Estate {
    type Output = T;

    fn index(&self, place: EstateIndex<T>) -> &T {
        &T::list(self)[place.number]
    }
}

impl<T: Listed> IndexMut<EstateIndex<T>> for Estate {
    fn index_mut(&mut self, place: EstateIndex<T>) -> &mut T {
        &mut T::list_mut(self)[place.number]
    }
}

impl<T> Clone for EstateIndex<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for EstateIndex<T> {}

impl<T> PartialEq for EstateIndex<T> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl<T> Eq for EstateIndex<T> {}

impl<T> PartialOrd for EstateIndex<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for EstateIndex<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number.cmp(&other.number)
    }
}

impl<T> Hash for EstateIndex<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

impl<T> fmt::Debug for EstateIndex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number.fmt(f)
    }
}
