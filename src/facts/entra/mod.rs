//! Microsoft Entra ID as gateways and clients know it.

pub(crate) mod addresses;
pub(crate) mod audiences;
