//! The typed model that the lints read.

mod address;
mod adjacency;
mod certificate;
mod certificate_file;
mod condition;
mod connection;
mod dns;
mod estate;
mod field;
mod gateway;
mod id;
mod index;
mod lookup;
mod migration;
mod name_resolution;
mod neighbour;
mod network;
mod occupancy;
mod offer;
mod pool;
mod reach;
mod reader;
#[expect(clippy::module_inception, reason = "what every resource has is the subject of the file")]
mod resource;
mod route;
mod secret;
mod session;
mod shape;
mod spelling;
mod standing;
mod state;
mod text;
mod topology;
mod trust;
mod words;

pub use address::{Address, Range, covers, overlap};
pub use certificate::{CertificateLists, RevokedCertificate, RootCertificate};
pub use certificate_file::{CertificateFile, Root};
pub use condition::{all_hold, any_holds};
pub use connection::{Connection, LocalNetworkGateway};
pub use dns::ClientDns;
pub use estate::{Estate, GatewaySubnet, NetworkPeering};
pub use field::{Field, NotEvaluated};
pub use gateway::{ConnectionConfiguration, Gateway, IpConfiguration, PointToSite};
pub use id::{Reference, ResourceId};
pub use migration::{Migration, MigrationPhase, MigrationState};
pub use name_resolution::{ForwardingRule, PrivateZoneLink, RulesetLink};
pub use neighbour::{FarEnd, Neighbour};
pub use network::{Network, Peering, Subnet};
pub use occupancy::Occupancy;
pub use offer::Offer;
pub use pool::PoolPrefix;
pub use reach::Reach;
pub use reader::{Malformed, Read, Reader, kind_of};
pub use resource::{Kind, Part, Resource};
pub use route::{Destination, Route, RouteTable};
pub use secret::{Secret, SecretPlace};
pub use session::{Session, Sessions};
pub use shape::Shape;
pub use spelling::likely_meant;
pub use state::{ConnectionStatus, ProvisioningState, StatedPart};
pub use text::TextValue;
pub use topology::GatewayAddress;
pub use trust::Trust;
pub use words::{
    Allocation, Authentication, GatewayType, Generation, NextHop, PeeringState, Protocol,
    PublicIpSku, ResolutionPolicy, RuleState, Sku, SyncLevel, VpnType,
};

mod public_ip;
pub use public_ip::PublicIp;
