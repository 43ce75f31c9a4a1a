//! The arguments of `gatelint scan`.

use std::path::PathBuf;

use clap::Args;

use super::report::ReportOptions;
use crate::source::azure::{AuthChoice, CloudChoice};

/// What to scan, as whom, and what to do with the answers.
#[derive(Debug, Args)]
pub(crate) struct ScanArguments {
    /// A subscription, by id or name; may be repeated [default: everything that the identity can read]
    #[arg(long, value_name = "ID|NAME")]
    pub(crate) subscription: Vec<String>,
    /// A management group, by name; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) management_group: Vec<String>,
    /// The tenant to sign in to; reads only its subscriptions
    #[arg(long, value_name = "ID|DOMAIN")]
    pub(crate) tenant: Option<String>,
    /// Only gateways in this resource group; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) resource_group: Vec<String>,
    /// Only this gateway, by resource id; may be repeated
    #[arg(long, value_name = "ID")]
    pub(crate) gateway: Vec<String>,
    /// The identity: auto, secret, workload, github, pipelines, managed or cli
    #[arg(long, value_name = "SOURCE", default_value = "auto")]
    pub(crate) auth: AuthChoice,
    /// The cloud: public, usgov or china
    #[arg(long, value_name = "CLOUD", default_value = "public")]
    pub(crate) cloud: CloudChoice,
    /// The Azure Resource Manager endpoint of another cloud
    #[arg(long, value_name = "URL", conflicts_with = "cloud")]
    pub(crate) arm_endpoint: Option<String>,
    /// Read every gateway by id, because Resource Graph lags behind changes
    #[arg(long)]
    pub(crate) fresh: bool,
    /// Ask each gateway for its connected clients; needs more than the Reader role
    #[arg(long)]
    pub(crate) sessions: bool,
    /// Save every response in this folder, to check it again offline
    #[arg(long, value_name = "DIR")]
    pub(crate) save: Option<PathBuf>,
    /// Additional certificate authorities to trust, as PEM
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_file: Option<PathBuf>,
    /// The time limit for one request, in seconds
    #[arg(long, value_name = "SECONDS")]
    pub(crate) timeout: Option<u64>,
    /// The time limit for the whole scan, in seconds; reports what was read until then [default: 3600]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) max_time: Option<u64>,
    /// The maximum number of concurrent requests, 1 to 32
    #[arg(long, value_name = "COUNT", default_value_t = 8)]
    pub(crate) concurrency: usize,
    /// Accept that these can't be read: a kind such as "virtual network", part of a name or id, or a maximum number; may be repeated
    #[arg(long, value_name = "KIND|SCOPE|COUNT")]
    pub(crate) allow_unread: Vec<String>,
    #[command(flatten)]
    pub(crate) report: ReportOptions,
}
