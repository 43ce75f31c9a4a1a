//! An Azure of our own: https on this machine, with sign-in, Resource Graph and Azure Resource Manager.

mod arm;
mod fault;
mod kql;
mod recorded;
mod resource_graph;
mod server;
mod tenant;
mod twins;

pub(crate) use fault::{Does, Fault};
pub(crate) use recorded::recordings;
pub(crate) use server::{Mock, SECRET, Seen, TOKEN, environment};
pub(crate) use tenant::{TENANT_ID, Tenant, subscription_id};
