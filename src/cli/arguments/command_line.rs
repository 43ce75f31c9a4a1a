//! The command line as a whole: its commands, and what holds for all of them.

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::cert::CertOptions;
use super::check::CheckOptions;
use super::expand::ExpandOptions;
use super::explain::{ExplainOptions, ListOptions};
#[cfg(feature = "live")]
use super::scan::ScanArguments;
use crate::console::ColourChoice;

/// Finds faults in Azure point-to-site VPN and virtual network gateway configuration
/// before anyone is locked out.
#[derive(Debug, Parser)]
#[command(
    name = "gatelint",
    version,
    long_version = LONG_VERSION.as_str(),
    about,
    long_about = None,
    max_term_width = 100
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When color is used.
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value_t,
        help = "When to use color; NO_COLOR and CLICOLOR_FORCE apply to auto"
    )]
    color: ColourChoice,
}

impl Arguments {
    /// When color is requested.
    #[must_use]
    pub fn colour(&self) -> ColourChoice {
        self.color
    }
}

/// The version, and what is built in.
static LONG_VERSION: LazyLock<String> = LazyLock::new(|| {
    let live = if cfg!(feature = "live") { "yes" } else { "no" };
    let lints = crate::lints::ALL.len();
    format!("{}\nlive scans: {live}\nlints: {lints}", env!("CARGO_PKG_VERSION"))
});

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check ARM templates, Bicep, Terraform, exported JSON and certificate files
    Check(CheckOptions),
    /// Check the gateways of live subscriptions
    #[cfg(feature = "live")]
    Scan(ScanArguments),
    /// Check a certificate file, and show the value for Azure
    Cert(CertOptions),
    /// Show what a template deploys
    Expand(ExpandOptions),
    /// List the lints
    Lints(ListOptions),
    /// Explain a lint, an error code or an error text
    Explain(ExplainOptions),
    /// Print a script that reports the VPN setup of a client computer
    ///
    /// Send it to a user who can't connect. The script is read-only and writes JSON without keys or sign-in data.
    /// `gatelint check` reads that JSON.
    ClientReport(ClientReportOptions),
    /// Print shell completions
    Completions(CompletionsOptions),
    /// Print the manual page, or write all manual pages to a folder
    Man(ManOptions),
}

#[derive(Debug, Args)]
pub(crate) struct ClientReportOptions {
    /// The operating system of the computer
    #[arg(long, value_enum, default_value_t)]
    pub(crate) os: ReportedSystem,
    /// Print a script that also downloads certificate revocation lists and, on Windows, contacts the VPN servers
    #[arg(long)]
    pub(crate) check_reachability: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportedSystem {
    /// PowerShell 5.1 or 7
    #[default]
    Windows,
    /// POSIX shell
    Macos,
    /// POSIX shell
    Linux,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsOptions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManOptions {
    /// The folder for all manual pages [default: print the main page]
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}
