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
    /// The role of the files, instead of the detected one
    #[arg(long, value_enum)]
    pub(crate) role: Option<RoleName>,
    /// Compare with the gateways in this template, exported JSON or saved scan
    #[arg(long, value_name = "PATH")]
    pub(crate) against: Vec<PathBuf>,
    /// Compare only with the gateway or VPN server configuration of this name or id in --against
    #[arg(long, value_name = "NAME", requires = "against")]
    pub(crate) gateway: Option<String>,
    /// A file with the password for PKCS#12 (PFX) files [default: the environment variable, or a prompt]
    ///
    /// The variable is `GATELINT_PFX_PASSWORD`.
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// The format of the report
    #[arg(long, value_enum, default_value_t = ListFormat::Text, conflicts_with = "print")]
    pub(crate) format: ListFormat,
    /// Print a Markdown page for a ticket: symptoms, cause, remedy and sources
    #[arg(long, conflicts_with_all = ["format", "print"])]
    pub(crate) ticket: bool,
    /// Print only the value for publicCertData, alone or as part of a script or template
    #[arg(long, value_enum, value_name = "AS")]
    pub(crate) print: Option<Print>,
    /// The lowest severity that makes a file unusable and sets the exit code to 1
    #[arg(long, value_enum, default_value_t = FailOn::Warning)]
    pub(crate) fail_on: FailOn,
    /// Report as of this date, instead of the current date
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RoleName {
    /// Root certificate, for the gateway
    Root,
    /// Client certificate
    Client,
    /// Intermediate CA certificate
    Intermediate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Print {
    /// The value alone
    Value,
    /// An Azure CLI command
    Az,
    /// An Azure PowerShell command
    Powershell,
    /// A list element for an ARM template
    Arm,
    /// A list element for Bicep
    Bicep,
    /// A block for Terraform
    Terraform,
}
