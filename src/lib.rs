//! gatelint finds the fault in Azure point-to-site VPN and virtual network gateway configuration before anyone is
//! locked out.
//!
//! Bytes become a [`source`], a source a [`document`], documents the resources of an [`resource::Estate`]; each
//! [`lint`] looks at them and says [`finding`]s, and a [`report`] shows them. Nothing looks back.

pub mod baseline;
pub mod cli;
pub mod config;
pub mod document;
pub mod facts;
pub mod finding;
pub mod fix;
pub mod lint;
#[path = "../lints/mod.rs"]
pub mod lints;
mod policy;
pub mod report;
pub mod resource;
pub mod run;
pub mod select;
pub mod source;
pub mod symptom;
