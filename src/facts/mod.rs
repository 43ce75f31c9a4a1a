//! Facts of Azure's that change with time: limits, dates, ids and versions, each with its source.

mod api_versions;
mod audiences;
mod dates;
mod limits;
mod properties;
mod sku;

pub use api_versions::{ApiVersion, Feature, Introduced, VERSIONS, features};
pub use audiences::{AUDIENCES, Audience, Cloud, audience};
pub use dates::{
    AZURE_VPN_CLIENT_FOR_LINUX, BASIC_PUBLIC_IP, CLASSIC_GATEWAYS, Cutoff, NON_AZ_SKU_CREATION,
    NON_AZ_SKUS, REGISTERED_APPS, REGISTERED_APPS_SOVEREIGN, SSTP, SSTP_ENABLING,
    STANDARD_SKU_CREATION, STANDARD_SKUS,
};
pub use limits::*;
pub use properties::{IPSEC_POLICY, LEVELS, Level};
pub use sku::{SKUS, SkuLimits, sku};
