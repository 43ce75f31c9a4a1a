//! The arguments of `gatelint check`.

use std::path::PathBuf;

use clap::Args;

use super::deployment::DeploymentOptions;
use super::report::ReportOptions;

#[derive(Debug, Args)]
pub(crate) struct CheckOptions {
    /// Files or folders; - for standard input. Their kinds are told apart by content, not by name
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Gateways to hold profiles and reports of clients against, and nothing else: a template, exported JSON, the answers of a scan, or a package as the gateway gives it today
    #[arg(long, value_name = "PATH", conflicts_with_all = ["fix", "diff", "watch", "write_baseline"])]
    pub(crate) against: Vec<PathBuf>,
    /// The name or id of the only gateway of what --against names to hold them against
    #[arg(long, value_name = "NAME", requires = "against")]
    pub(crate) gateway: Option<String>,
    /// Print a page of Markdown to paste into a ticket: what was seen, cause, what to do, sources
    #[arg(long, conflicts_with_all = ["format", "fix", "diff", "watch", "write_baseline"])]
    pub(crate) ticket: bool,
    #[command(flatten)]
    pub(crate) deployment: DeploymentOptions,
    /// The name that reports give to standard input
    #[arg(long, value_name = "NAME", default_value = "<stdin>")]
    pub(crate) stdin_name: String,
    /// Read files of up to this many MiB [default: 64]
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub(crate) max_size: Option<u64>,
    /// Check again whenever a file is saved, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff", "write_baseline"])]
    pub(crate) watch: bool,
    /// Print the settings that hold for these paths, and where each comes from
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
    /// Fix what can be fixed without losing anything; of standard input the fixed text is printed
    #[arg(long)]
    pub(crate) fix: bool,
    /// Fix also what changes the meaning of the configuration
    #[arg(long = "unsafe")]
    pub(crate) unsafe_too: bool,
    /// Print what --fix would change, and change nothing
    #[arg(long)]
    pub(crate) diff: bool,
}
