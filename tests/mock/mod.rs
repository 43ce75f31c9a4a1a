//! An Azure of our own: https on this machine, with sign-in, Resource Graph and Azure Resource Manager.
#![allow(dead_code, unused_imports, reason = "every test binary uses its own part of it")]

mod arm;
mod fault;
mod kql;
mod recorded;
mod resource_graph;
mod server;
mod tenant;

pub(crate) use fault::{Does, Fault};
pub(crate) use recorded::recordings;
pub(crate) use server::{Mock, SECRET, Seen, TOKEN, environment};
pub(crate) use tenant::{TENANT_ID, Tenant, subscription_id};
