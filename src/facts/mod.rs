//! Facts of Azure's that change with time: limits, dates, ids, ranges and versions, each with its source.

mod dates;
mod entra;
mod gateways;
mod networks;
mod public_roots;
mod resource_manager;
mod secret_names;
mod windows;

pub use dates::{
    AZURE_VPN_CLIENT_FOR_LINUX, BASIC_PUBLIC_IP, BASIC_PUBLIC_IP_ANYWHERE, CALENDAR,
    CLASSIC_GATEWAYS, CalendarEntry, Cutoff, NON_AZ_SKU_CHANGES, NON_AZ_SKU_CREATION, NON_AZ_SKUS,
    REGISTERED_APPS, REGISTERED_APPS_SOVEREIGN, SSTP, SSTP_ENABLING, STANDARD_SKU_CREATION,
    STANDARD_SKUS,
};
pub use entra::addresses::{ENTRA_HOSTS, EntraHosts, cloud_of_sign_in, is_issuer};
pub use entra::audiences::{AUDIENCES, Audience, EntraCloud, audience};
pub use gateways::ipsec::{CLIENT_IPSEC_VALUES, IPSEC_POLICY, IpsecValues};
pub use gateways::limits::*;
pub use gateways::occupancy::NEARLY_FULL_PERCENT;
pub use gateways::protocols::{PROTOCOL_MATRIX, ProtocolRow, protocol_row};
pub use gateways::sku::{SKUS, SkuLimits, sku};
pub use gateways::virtual_wan::{CLIENTS_PER_INSTANCE, SCALES, Scale, scale};
pub use networks::address_ranges::{
    AZURE_DNS, NamedRange, PRIVATE, home_network, is_private, public_resolver, reserved, shared,
};
pub use networks::bgp::{DEFAULT_ASN, RESERVED_ASNS, ReservedAsn, reserved_asn};
pub use networks::dns::{BLOB_ZONES, DNS_SERVERS, RESOLUTION_POLICY_SINCE};
pub use networks::pool::{POOL_PREFIX, POOL_PREFIX_ACTIVE_ACTIVE, sstp_and_ikev2};
pub use networks::public_ip::{ZONES_NAMED_SINCE, is_older};
pub use public_roots::{PublicRoot, plain_thumbprint, public_root};
pub use resource_manager::api_versions::ApiVersion;
pub use resource_manager::regions::has_zones;
pub use resource_manager::types::{
    AllowedValue, Property, ResourceType, VersionSpan, resource_type, resource_types,
};
pub use secret_names::names_secret;
pub use windows::{FIRST_BUILD_OF_WINDOWS_10, Ikev2Update, ikev2_update};
