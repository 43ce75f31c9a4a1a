//! What Azure Resource Manager publishes of types, versions of the API and regions.

pub(crate) mod api_versions;
pub(crate) mod regions;
pub(crate) mod types;
