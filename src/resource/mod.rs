//! The typed model that the lints read.

mod address;
mod certificate;
mod condition;
mod connection;
mod estate;
mod field;
mod gateway;
mod id;
mod network;
mod reader;
mod resource;
mod route;
mod secret;
mod shape;
mod spelling;
mod text;
mod words;

pub use address::{Range, covers, overlap};
pub use certificate::{RevokedCertificate, RootCertificate};
pub use condition::{all_hold, any_holds};
pub use connection::{Connection, LocalNetworkGateway};
pub use estate::{Estate, GatewaySubnet};
pub use field::{Field, NotEvaluated};
pub use gateway::{ConnectionConfiguration, Gateway, IpConfiguration, PointToSite};
pub use id::{Reference, ResourceId};
pub use network::{Network, Peering, Subnet};
pub use reader::{Malformed, Read, Reader, kind_of};
pub use resource::{Kind, Part, Resource};
pub use route::{Destination, Route, RouteTable};
pub use secret::{Secret, SecretPlace};
pub use shape::Shape;
pub use spelling::likely_meant;
pub use text::TextValue;
pub use words::{Authentication, Generation, GatewayType, NextHop, Protocol, Sku, VpnType};

mod public_ip;
pub use public_ip::PublicIp;
