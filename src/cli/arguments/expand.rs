//! The arguments of `gatelint expand`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::deployment::{DeploymentOptions, ScopeName};
use super::report::SettingsOptions;

#[derive(Debug, Args)]
pub(crate) struct ExpandOptions {
    /// A template, or the folder of a Terraform configuration; - for standard input
    #[arg(value_name = "TEMPLATE")]
    pub(crate) template: PathBuf,
    #[command(flatten)]
    pub(crate) deployment: DeploymentOptions,
    /// The scope of the deployment, instead of the one in the template's schema
    #[arg(long, value_enum)]
    pub(crate) scope: Option<ScopeName>,
    /// The format of the output
    #[arg(long, value_enum, default_value_t = ExpandFormat::Text)]
    pub(crate) format: ExpandFormat,
    /// Print secret values instead of ***
    #[arg(long)]
    pub(crate) show_secrets: bool,
    #[command(flatten)]
    pub(crate) settings: SettingsOptions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExpandFormat {
    /// Human-readable
    Text,
    /// JSON
    Json,
    /// The format of `bicep snapshot`
    Snapshot,
}
