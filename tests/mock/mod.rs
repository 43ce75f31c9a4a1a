//! An Azure of our own: https on this machine, with sign-in, Resource Graph and Azure Resource Manager.
#![allow(dead_code, reason = "every test binary uses its own part of it")]

mod arm;
mod fault;
mod kql;
mod recorded;
mod resource_graph;
mod server;
mod tenant;

pub(crate) use fault::{Does, Fault};
pub(crate) use recorded::recordings;
pub(crate) use server::{Mock, Seen, environment};
pub(crate) use tenant::{Tenant, subscription_id};
