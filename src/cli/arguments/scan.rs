//! The arguments of `gatelint scan`.

use std::path::PathBuf;

use clap::Args;

use super::report::ReportOptions;
use crate::source::azure::{AuthChoice, CloudChoice};

/// What to scan, as whom, and what to do with the answers.
#[derive(Debug, Args)]
pub(crate) struct ScanArguments {
    /// A subscription, by id or name; may be repeated. Without any scope: everything the identity sees
    #[arg(long, value_name = "ID|NAME")]
    pub(crate) subscription: Vec<String>,
    /// A management group, by name; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) management_group: Vec<String>,
    /// The tenant to sign in to; only its subscriptions are read
    #[arg(long, value_name = "ID|DOMAIN")]
    pub(crate) tenant: Option<String>,
    /// Only gateways of this resource group; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) resource_group: Vec<String>,
    /// Only this gateway, by its resource id; may be repeated
    #[arg(long, value_name = "ID")]
    pub(crate) gateway: Vec<String>,
    /// The identity: auto, secret, workload, github, pipelines, managed or cli
    #[arg(long, value_name = "SOURCE", default_value = "auto")]
    pub(crate) auth: AuthChoice,
    /// The cloud: public, usgov or china
    #[arg(long, value_name = "CLOUD", default_value = "public")]
    pub(crate) cloud: CloudChoice,
    /// The address of Azure Resource Manager in a cloud of its own
    #[arg(long, value_name = "URL", conflicts_with = "cloud")]
    pub(crate) arm_endpoint: Option<String>,
    /// Read every gateway by its id: Resource Graph lags behind a change
    #[arg(long)]
    pub(crate) fresh: bool,
    /// Ask each gateway for its connected clients; Reader rights are not enough for it
    #[arg(long)]
    pub(crate) sessions: bool,
    /// Write every answer into this folder, to be checked again offline
    #[arg(long, value_name = "DIR")]
    pub(crate) save: Option<PathBuf>,
    /// Certificates of authorities to trust besides the system's, as PEM
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_file: Option<PathBuf>,
    /// Seconds that one request may take
    #[arg(long, value_name = "SECONDS")]
    pub(crate) timeout: Option<u64>,
    /// Seconds that the scan as a whole may take; what was read until then is reported [default: 3600]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) max_time: Option<u64>,
    /// How many requests may be under way at once, 1 to 32
    #[arg(long, value_name = "COUNT", default_value_t = 8)]
    pub(crate) concurrency: usize,
    /// Accept that these can't be read: a kind such as "virtual network", a part of a name or id, or how many; may be repeated
    #[arg(long, value_name = "KIND|SCOPE|COUNT")]
    pub(crate) allow_unread: Vec<String>,
    #[command(flatten)]
    pub(crate) report: ReportOptions,
}
