//! The arguments of `gatelint cert`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::report::{FailOn, ListFormat};

#[derive(Debug, Args)]
pub(crate) struct CertOptions {
    /// Certificate files; - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What the files are meant to be, instead of what they look like
    #[arg(long, value_enum)]
    pub(crate) role: Option<RoleName>,
    /// Gateways to hold them against: a template, exported JSON, or a folder with the answers of a scan
    #[arg(long, value_name = "PATH")]
    pub(crate) against: Vec<PathBuf>,
    /// The name or id of the only gateway, or VPN server configuration, of what --against names to hold them against
    #[arg(long, value_name = "NAME", requires = "against")]
    pub(crate) gateway: Option<String>,
    /// A file with the password of PKCS#12 (PFX) files; without it the variable is tried, and a terminal asked
    ///
    /// The variable is `GATELINT_PFX_PASSWORD`.
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = ListFormat::Text, conflicts_with = "print")]
    pub(crate) format: ListFormat,
    /// Print a page of Markdown to paste into a ticket: what was seen, cause, what to do, sources
    #[arg(long, conflicts_with_all = ["format", "print"])]
    pub(crate) ticket: bool,
    /// Print the value for publicCertData and nothing else, bare or in a piece of a script or template
    #[arg(long, value_enum, value_name = "AS")]
    pub(crate) print: Option<Print>,
    /// The least severity that makes a file unusable, and the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Warning)]
    pub(crate) fail_on: FailOn,
    /// The day for which this is said, instead of the clock's
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RoleName {
    /// A root, for the gateway
    Root,
    /// A client's
    Client,
    /// A CA between a root and its clients
    Intermediate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Print {
    /// The bare value
    Value,
    /// A command of the Azure CLI
    Az,
    /// A command of Azure PowerShell
    Powershell,
    /// An element of the list in an ARM template
    Arm,
    /// An element of the list in Bicep
    Bicep,
    /// A block for Terraform
    Terraform,
}
