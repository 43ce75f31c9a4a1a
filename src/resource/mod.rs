//! The typed model that the lints read.

mod address;
mod certificate;
mod connection;
mod estate;
mod field;
mod gateway;
mod id;
mod network;
mod reader;
mod resource;
mod route;
mod shape;
mod standing;
mod text;
mod topology;
mod words;

pub use address::{Range, covers, overlap};
pub use certificate::{RevokedCertificate, RootCertificate};
pub use connection::{Connection, LocalNetworkGateway};
pub use estate::{Estate, GatewaySubnet, NetworkPeering};
pub use field::{Field, NotEvaluated};
pub use gateway::{ConnectionConfiguration, Gateway, IpConfiguration, PointToSite};
pub use id::{Reference, ResourceId};
pub use network::{Network, Peering, Subnet};
pub use reader::{Malformed, Read, Reader, kind_of};
pub use resource::{Kind, Part, Resource};
pub use route::{Destination, Route, RouteTable};
pub use shape::Shape;
pub use text::TextValue;
pub use topology::GatewayAddress;
pub use words::{
    Allocation, Authentication, GatewayType, Generation, NextHop, PeeringState, Protocol,
    PublicIpSku, Sku, SyncLevel, VpnType,
};

mod public_ip;
pub use public_ip::PublicIp;
