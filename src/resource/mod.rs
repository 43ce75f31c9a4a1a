//! The typed model that the lints read.

mod certificates;
mod gateways;
mod joins;
mod networks;
mod reading;

pub use networks::address::{Address, Range, covers, overlap};
pub use certificates::listed::{CertificateLists, RevokedCertificate, RootCertificate};
pub use certificates::file::{CertificateFile, Root};
pub use reading::condition::{all_hold, any_holds};
pub use gateways::connection::{Connection, LocalNetworkGateway};
pub use networks::dns::ClientDns;
pub use joins::estate::{Estate, GatewaySubnet, NetworkPeering};
pub use reading::field::{Field, NotEvaluated};
pub use gateways::gateway::{ConnectionConfiguration, Gateway, IpConfiguration, PointToSite};
pub use reading::id::{Reference, ResourceId};
pub use gateways::migration::{Migration, MigrationPhase, MigrationState};
pub use networks::name_resolution::{ForwardingRule, PrivateZoneLink, RulesetLink};
pub use joins::neighbour::{FarEnd, Neighbour};
pub use networks::network::{Network, Peering, Subnet};
pub use gateways::occupancy::Occupancy;
pub use gateways::offer::Offer;
pub use networks::pool::PoolPrefix;
pub use joins::reach::Reach;
pub use reading::reader::{Malformed, Read, Reader, kind_of};
pub use reading::resource::{Kind, Part, Resource};
pub use networks::route::{Destination, Route, RouteTable};
pub use reading::secret::{Secret, SecretPlace};
pub use gateways::session::{Session, Sessions};
pub use reading::shape::Shape;
pub use reading::spelling::likely_meant;
pub use gateways::state::{ConnectionStatus, ProvisioningState, StatedPart};
pub use reading::text::TextValue;
pub use joins::topology::GatewayAddress;
pub use certificates::trust::Trust;
pub use reading::words::{
    Allocation, Authentication, GatewayType, Generation, NextHop, PeeringState, Protocol,
    PublicIpSku, ResolutionPolicy, RuleState, Sku, SyncLevel, VpnType,
};
pub use networks::public_ip::PublicIp;
