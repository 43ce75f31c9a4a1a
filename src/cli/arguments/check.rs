//! The arguments of `gatelint check`.

use std::path::PathBuf;

use clap::Args;

use super::deployment::DeploymentOptions;
use super::report::ReportOptions;

#[derive(Debug, Args)]
pub(crate) struct CheckOptions {
    /// Files or folders; - for standard input. The content determines the kind of a file
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Compare client profiles and client reports with the gateways in this template, exported JSON, saved scan, or newly downloaded package; check nothing else
    #[arg(long, value_name = "PATH", conflicts_with_all = ["fix", "diff", "watch", "write_baseline"])]
    pub(crate) against: Vec<PathBuf>,
    /// Compare only with the gateway of this name or id in --against
    #[arg(long, value_name = "NAME", requires = "against")]
    pub(crate) gateway: Option<String>,
    /// Print a Markdown page for a ticket: symptoms, cause, remedy and sources
    #[arg(long, conflicts_with_all = ["format", "fix", "diff", "watch", "write_baseline"])]
    pub(crate) ticket: bool,
    #[command(flatten)]
    pub(crate) deployment: DeploymentOptions,
    /// The name for standard input in reports
    #[arg(long, value_name = "NAME", default_value = "<stdin>")]
    pub(crate) stdin_name: String,
    /// The maximum size of a file, in MiB [default: 64]
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub(crate) max_size: Option<u64>,
    /// Check again whenever a file changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff", "write_baseline"])]
    pub(crate) watch: bool,
    /// Print the effective settings for these paths, and the origin of each
    #[arg(long)]
    pub(crate) show_settings: bool,
    #[command(flatten)]
    pub(crate) report: ReportOptions,
    #[command(flatten)]
    pub(crate) fixing: FixOptions,
}

/// What is fixed.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Fixes")]
pub(crate) struct FixOptions {
    /// Apply safe fixes; for standard input, print the fixed text
    #[arg(long)]
    pub(crate) fix: bool,
    /// Also apply fixes that change the meaning of the configuration
    #[arg(long = "unsafe")]
    pub(crate) unsafe_too: bool,
    /// Print what --fix would change, without changing it
    #[arg(long)]
    pub(crate) diff: bool,
}
