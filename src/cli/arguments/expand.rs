//! The arguments of `gatelint expand`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::deployment::{DeploymentOptions, ScopeName};
use super::report::SettingsOptions;

#[derive(Debug, Args)]
pub(crate) struct ExpandOptions {
    /// The template, or the folder of a Terraform configuration; - for standard input
    #[arg(value_name = "TEMPLATE")]
    pub(crate) template: PathBuf,
    #[command(flatten)]
    pub(crate) deployment: DeploymentOptions,
    /// The kind of place that is deployed to, instead of the one that the template's schema names
    #[arg(long, value_enum)]
    pub(crate) scope: Option<ScopeName>,
    /// The form of the output
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
    /// For people
    Text,
    /// JSON
    Json,
    /// What `bicep snapshot` writes
    Snapshot,
}
