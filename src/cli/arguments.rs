//! The arguments that the command line takes.

use std::path::PathBuf;
use std::sync::LazyLock;

use arm_template::{Cloud, Scope, ScopeKind};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::config::DeploymentScope;
use crate::console::ColourChoice;
use crate::finding::Severity;
use crate::report::GroupBy;
use crate::select::LintSelection;

/// Finds the fault in Azure point-to-site VPN and virtual network gateway configuration
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
    pub(super) command: Command,
    /// When colour is used.
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value_t,
        help = "When to use colour; NO_COLOR and CLICOLOR_FORCE decide where this doesn't"
    )]
    color: ColourChoice,
}

impl Arguments {
    /// When colour is asked for.
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
pub(super) enum Command {
    /// Check ARM templates, exported JSON and certificate files
    Check(CheckOptions),
    /// Check the gateways of live subscriptions
    #[cfg(feature = "live")]
    Scan(super::scan::ScanArguments),
    /// Say what a certificate file is, what is wrong with it, and the value that Azure takes
    Cert(super::cert::CertOptions),
    /// Show what a template deploys
    Expand(ExpandOptions),
    /// List the lints
    Lints(ListOptions),
    /// Explain a lint, an error code or an error text
    Explain(ExplainOptions),
    /// Print the script that reports what a client's machine is set up with
    ///
    /// Give it to the user who can't connect. It reads and changes nothing, and writes JSON without keys or sign-in data,
    /// which gatelint check takes.
    ClientReport(ClientReportOptions),
    /// Print the completions of a shell
    Completions(CompletionsOptions),
    /// Print the manual page, or write all pages to a folder
    Man(ManOptions),
}

#[derive(Debug, Args)]
pub(super) struct ClientReportOptions {
    /// The system of the machine
    #[arg(long, value_enum, default_value_t)]
    pub(super) os: ReportedSystem,
    /// Make a script that also asks for the lists of revoked certificates, and on Windows tries the VPN servers
    #[arg(long)]
    pub(super) check_reachability: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportedSystem {
    /// PowerShell 5.1 or 7
    #[default]
    Windows,
    /// A POSIX shell
    Macos,
    /// A POSIX shell
    Linux,
}

#[derive(Debug, Args)]
pub(super) struct CheckOptions {
    /// Files or folders; - for standard input. Their kinds are told apart by content, not by name
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Gateways to hold profiles and reports of clients against, and nothing else: a template, exported JSON, the answers of a scan, or a package as the gateway gives it today
    #[arg(long, value_name = "PATH", conflicts_with_all = ["fix", "diff", "watch", "write_baseline"])]
    pub(super) against: Vec<PathBuf>,
    /// The name or id of the only gateway of what --against names to hold them against
    #[arg(long, value_name = "NAME", requires = "against")]
    pub(super) gateway: Option<String>,
    /// Print a page of Markdown to paste into a ticket: what was seen, cause, what to do, sources
    #[arg(long, conflicts_with_all = ["format", "fix", "diff", "watch", "write_baseline"])]
    pub(super) ticket: bool,
    #[command(flatten)]
    pub(super) deployment: DeploymentOptions,
    /// The name that reports give to standard input
    #[arg(long, value_name = "NAME", default_value = "<stdin>")]
    pub(super) stdin_name: String,
    /// Read files of up to this many MiB [default: 64]
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub(super) max_size: Option<u64>,
    /// Check again whenever a file is saved, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff", "write_baseline"])]
    pub(super) watch: bool,
    /// Print the settings that hold for these paths, and where each comes from
    #[arg(long)]
    pub(super) show_settings: bool,
    #[command(flatten)]
    pub(super) report: ReportOptions,
    #[command(flatten)]
    pub(super) fixing: FixOptions,
}

/// How findings are reported, and which lints run by which settings.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Report")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct ReportOptions {
    /// The form of the report on standard output [default: text, and annotations in GitHub Actions and Azure Pipelines]
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    /// Write a report to a file besides; may be given several times
    #[arg(long, value_name = "FORMAT=FILE", value_parser = format_file)]
    pub(super) output: Vec<(Format, PathBuf)>,
    /// The least severity that makes the exit code 1 [default: warning]
    #[arg(long, value_enum)]
    pub(super) fail_on: Option<FailOn>,
    /// Exit with 1 when a check could not be evaluated
    #[arg(long)]
    pub(super) fail_on_unevaluated: bool,
    /// The day for which the report is made, instead of the clock's
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) today: Option<Date>,
    /// Group the findings of text, Markdown and HTML reports
    #[arg(long, value_enum, value_name = "BY")]
    pub(super) group_by: Option<GroupBy>,
    /// Say what is new, gone and still there since this saved scan or folder, baseline or JSON report
    #[arg(long, value_name = "DIR|FILE")]
    pub(super) since: Option<PathBuf>,
    /// Count the findings of each lint instead of showing them
    #[arg(long)]
    pub(super) statistics: bool,
    /// Show the findings and nothing else, on both streams
    #[arg(short, long, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Show every check that was not evaluated and every file that was passed over
    #[arg(short, long)]
    pub(super) verbose: bool,
    #[command(flatten)]
    pub(super) selection: SelectionOptions,
    #[command(flatten)]
    pub(super) settings: SettingsOptions,
    #[command(flatten)]
    pub(super) baseline: BaselineOptions,
}

/// Which lints run.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Lints")]
pub(super) struct SelectionOptions {
    /// Run these lints, instead of those that the settings select: ids, patterns such as 'root-cert-*', categories
    #[arg(long, value_name = "LINT", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Leave these lints out, besides those that the settings ignore
    #[arg(long, value_name = "LINT", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// Run exactly these lints, whatever the settings select, ignore or turn off
    #[arg(long, value_name = "LINT", value_delimiter = ',', conflicts_with = "select")]
    pub(super) only: Vec<String>,
}

impl SelectionOptions {
    /// The choice between lints.
    pub(super) fn choice(&self) -> LintSelection<'_> {
        LintSelection { select: &self.select, ignore: &self.ignore, only: &self.only }
    }
}

/// Which settings file is read.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Settings")]
pub(super) struct SettingsOptions {
    /// Read the settings from this file, instead of the nearest gatelint.toml
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Read no settings file
    #[arg(long, conflicts_with = "config")]
    pub(super) isolated: bool,
}

/// What is fixed.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Fixes")]
pub(super) struct FixOptions {
    /// Fix what can be fixed without losing anything; of standard input the fixed text is printed
    #[arg(long)]
    pub(super) fix: bool,
    /// Fix also what changes the meaning of the configuration
    #[arg(long = "unsafe")]
    pub(super) unsafe_too: bool,
    /// Print what --fix would change, and change nothing
    #[arg(long)]
    pub(super) diff: bool,
}

/// What is known already.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Baseline")]
pub(super) struct BaselineOptions {
    /// Take the findings in this file for known; only others fail
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Write all findings to this file, to be known from now on
    #[arg(long, value_name = "FILE")]
    pub(super) write_baseline: Option<PathBuf>,
}

/// Where a template is deployed, and with which values.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct DeploymentOptions {
    /// A parameters file; several are laid over each other. Without it those beside a template are used
    #[arg(long, value_name = "FILE")]
    pub(super) parameters: Vec<PathBuf>,
    /// The value of one parameter, as JSON or plain text
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = name_value)]
    pub(super) values: Vec<(String, String)>,
    /// The subscription that is deployed to
    #[arg(long, value_name = "ID")]
    pub(super) subscription_id: Option<String>,
    /// The resource group that is deployed to
    #[arg(long, value_name = "NAME")]
    pub(super) resource_group: Option<String>,
    /// The location of the resource group or deployment
    #[arg(long, value_name = "REGION")]
    pub(super) location: Option<String>,
    /// The tenant that is deployed to
    #[arg(long, value_name = "ID")]
    pub(super) tenant_id: Option<String>,
    /// The management group that is deployed to
    #[arg(long, value_name = "NAME")]
    pub(super) management_group: Option<String>,
    /// The name of the deployment
    #[arg(long, value_name = "NAME")]
    pub(super) deployment_name: Option<String>,
    /// The cloud that is deployed to [default: public]
    #[arg(long, value_enum)]
    pub(super) cloud: Option<CloudName>,
}

#[derive(Debug, Args)]
pub(super) struct ExpandOptions {
    /// The template, or the folder of a Terraform configuration; - for standard input
    #[arg(value_name = "TEMPLATE")]
    pub(super) template: PathBuf,
    #[command(flatten)]
    pub(super) deployment: DeploymentOptions,
    /// The kind of place that is deployed to, instead of the one that the template's schema names
    #[arg(long, value_enum)]
    pub(super) scope: Option<ScopeName>,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = ExpandFormat::Text)]
    pub(super) format: ExpandFormat,
    /// Print secret values instead of ***
    #[arg(long)]
    pub(super) show_secrets: bool,
    #[command(flatten)]
    pub(super) settings: SettingsOptions,
}

#[derive(Debug, Args)]
pub(super) struct ListOptions {
    /// The form of the list
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(super) format: ListFormat,
    /// List the days on which something ends, with the lints that tell by them and the pages that announce them
    #[arg(long)]
    pub(super) dates: bool,
    #[command(flatten)]
    pub(super) selection: SelectionOptions,
    #[command(flatten)]
    pub(super) settings: SettingsOptions,
}

#[derive(Debug, Args)]
pub(super) struct ExplainOptions {
    /// A lint's id, an error code, or an error text, whole or in pieces; - for a log on standard input
    #[arg(
        required_unless_present_any = ["all", "file"],
        value_name = "WORD",
        allow_negative_numbers = true
    )]
    pub(super) words: Vec<String>,
    /// A log or exported events of whatever size; the lines that matter are shown with cause and remedy
    #[arg(long, value_name = "LOG", conflicts_with_all = ["words", "all"])]
    pub(super) file: Vec<PathBuf>,
    /// Print a page of Markdown to paste into a ticket: what was seen, cause, what to do, sources
    #[arg(long, conflicts_with_all = ["all", "format"])]
    pub(super) ticket: bool,
    /// List everything that can be explained
    #[arg(long, conflicts_with = "words")]
    pub(super) all: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(super) format: ListFormat,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsOptions {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManOptions {
    /// The folder for the pages of all commands; without it the first page is printed
    #[arg(value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, with the lines of the source
    Text,
    /// One line for each finding
    Concise,
    /// Version 1 of the JSON report
    Json,
    /// SARIF 2.1.0
    Sarif,
    #[value(help = "JUnit XML")]
    Junit,
    /// Workflow commands of GitHub Actions
    Github,
    /// Logging commands of Azure Pipelines
    Azure,
    /// The code quality report of GitLab
    Gitlab,
    /// Markdown to paste
    Markdown,
    /// A table for spreadsheets
    Csv,
    /// One page for the browser
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExpandFormat {
    /// For people
    Text,
    /// JSON
    Json,
    /// What `bicep snapshot` writes
    Snapshot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For people
    Text,
    /// JSON
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    #[default]
    Warning,
    /// Anything
    Note,
    /// Nothing
    Never,
}

impl FailOn {
    /// The least severity that fails.
    pub(super) fn least(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum CloudName {
    /// Azure
    #[default]
    Public,
    /// Azure US Government
    Usgov,
    /// Azure operated by 21Vianet
    China,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ScopeName {
    /// A resource group
    ResourceGroup,
    /// A subscription
    Subscription,
    /// A management group
    ManagementGroup,
    /// The tenant
    Tenant,
}

impl From<ScopeName> for ScopeKind {
    fn from(name: ScopeName) -> Self {
        match name {
            ScopeName::ResourceGroup => Self::ResourceGroup,
            ScopeName::Subscription => Self::Subscription,
            ScopeName::ManagementGroup => Self::ManagementGroup,
            ScopeName::Tenant => Self::Tenant,
        }
    }
}

impl DeploymentOptions {
    /// The place that is deployed to, as far as the command line says it, else by the settings; its kind is the
    /// template's.
    pub(super) fn scope(&self, settings: &DeploymentScope) -> Scope {
        let text = |given: &Option<String>, set: &Option<String>| {
            given.as_deref().or(set.as_deref()).map(Into::into)
        };
        Scope {
            tenant_id: text(&self.tenant_id, &settings.tenant_id),
            management_group: text(&self.management_group, &settings.management_group),
            subscription_id: text(&self.subscription_id, &settings.subscription_id),
            resource_group: text(&self.resource_group, &settings.resource_group),
            location: text(&self.location, &settings.location),
            deployment_name: text(&self.deployment_name, &None),
            cloud: match self.cloud_name(settings) {
                CloudName::Public => Cloud::Public,
                CloudName::Usgov => Cloud::UsGovernment,
                CloudName::China => Cloud::China,
            },
            ..Scope::default()
        }
    }
}

impl DeploymentOptions {
    /// The cloud that is deployed to.
    pub(super) fn cloud_name(&self, settings: &DeploymentScope) -> CloudName {
        let set = || CloudName::from_str(settings.cloud.as_deref()?, false).ok();
        self.cloud.or_else(set).unwrap_or_default()
    }
}

fn format_file(text: &str) -> Result<(Format, PathBuf), String> {
    match text.split_once('=') {
        Some((format, file)) if !file.is_empty() => {
            Ok((Format::from_str(format, true)?, file.into()))
        }
        _ => Err("expected FORMAT=FILE".to_owned()),
    }
}

fn name_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.to_owned()))
        }
        _ => Err("expected NAME=VALUE".to_owned()),
    }
}
