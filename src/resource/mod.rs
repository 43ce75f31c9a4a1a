//! The typed model that the lints read.

mod certificates;
mod clients;
mod estate;
mod gateways;
mod joins;
mod networks;
mod point_to_site;
mod reading;
mod virtual_wan;

pub use certificates::file::{CertificateFile, CheckedRoot};
pub use certificates::listed::{CertificateLists, RevokedCertificate, RootCertificate};
pub use certificates::trust::Trust;
pub use clients::evidence::Evidence;
pub use clients::machine::Machine;
pub(crate) use clients::machine::known as known_section;
pub(crate) use clients::package::span as span_of;
pub use clients::package::{ClientProfile, Package, ServerRoot};
pub use estate::Estate;
pub use gateways::authentication::{EntraSettings, RadiusServer, RadiusSettings};
pub use gateways::client_settings::ClientSettings;
pub use gateways::connection::{Connection, LocalNetworkGateway};
pub use gateways::gateway::{ConnectionConfiguration, Gateway, IpConfiguration, PointToSite};
pub use gateways::migration::{Migration, MigrationPhase, MigrationState};
pub use gateways::occupancy::Occupancy;
pub use gateways::offer::Offer;
pub use gateways::session::{Session, Sessions};
pub use gateways::state::{ConnectionStatus, ProvisioningState, StatedPart};
pub use joins::dependencies::Dependency;
pub use joins::neighbour::{FarEnd, Neighbour};
pub use joins::peerings::NetworkPeering;
pub use joins::reach::Reach;
pub use joins::subnets::GatewaySubnet;
pub use joins::topology::GatewayAddress;
pub use point_to_site::user_groups::{Assignment, Member, UserGroup, UserGroups};

pub use networks::address::{Address, Range, covers, overlap};
pub use networks::dns::ClientDns;
pub use networks::hub_routing::{HubRouting, StaticRoute};
pub use networks::name_resolution::{ForwardingRule, PrivateZoneLink, RulesetLink};
pub use networks::network::{Network, Subnet};
pub use networks::peering::Peering;
pub use networks::public_ip::PublicIp;
pub use networks::route::{Destination, Route, RouteTable};
pub use point_to_site::pools::{ClientPools, PoolOwner, PoolPrefix};
pub use reading::condition::{all_hold, any_holds};
pub use reading::field::{Field, NotEvaluated};
pub use reading::id::ResourceId;
pub use reading::reader::{FromProperty, Malformed, Reader, kind_of};
pub use reading::reference::Reference;
pub use reading::resource::{DeploymentGroup, Kind, Resource, Turn};
pub use reading::secret::{Secret, SecretPlace};
pub use reading::shape::Shape;
pub use reading::spelling::likely_meant;
pub use reading::text::TextValue;
pub use reading::words::{
    Allocation, Authentication, GatewayType, Generation, NextHop, PeeringState, Protocol,
    PublicIpSku, ResolutionPolicy, RuleState, Sku, SyncLevel, VpnType,
};
pub use virtual_wan::gateway::PointToSiteGateway;
pub use virtual_wan::hub::{Hub, HubConnection};
pub use virtual_wan::server_configuration::{PolicyGroup, VpnServerConfiguration};
