//! How findings are reported, and which lints run by which settings: what all commands that check take.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::finding::Severity;
use crate::report::GroupBy;
use crate::select::LintSelection;

/// How findings are reported, and which lints run by which settings.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Report")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct ReportOptions {
    /// The format of the report on standard output [default: text, with annotations in GitHub Actions and Azure Pipelines]
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    /// Also write a report to a file; may be repeated
    #[arg(long, value_name = "FORMAT=FILE", value_parser = format_file)]
    pub(crate) output: Vec<(Format, PathBuf)>,
    /// The lowest severity that sets the exit code to 1 [default: warning]
    #[arg(long, value_enum)]
    pub(crate) fail_on: Option<FailOn>,
    /// Exit with 1 if a check could not be evaluated
    #[arg(long)]
    pub(crate) fail_on_unevaluated: bool,
    /// Report as of this date, instead of the current date
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<Date>,
    /// Group the findings of text, Markdown and HTML reports
    #[arg(long, value_enum, value_name = "BY")]
    pub(crate) group_by: Option<GroupBy>,
    /// Compare findings with this saved scan, folder, baseline or JSON report: new, unchanged and gone
    #[arg(long, value_name = "DIR|FILE")]
    pub(crate) since: Option<PathBuf>,
    /// Count the findings of each lint instead of showing them
    #[arg(long)]
    pub(crate) statistics: bool,
    /// Show only the findings, on both output streams
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Show every check that was not evaluated and every file that was skipped
    #[arg(short, long)]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) selection: SelectionOptions,
    #[command(flatten)]
    pub(crate) settings: SettingsOptions,
    #[command(flatten)]
    pub(crate) baseline: BaselineOptions,
}

/// Which lints run.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Lints")]
pub(crate) struct SelectionOptions {
    /// Run these lints instead of those that the settings select: ids, patterns such as 'root-cert-*', or categories
    #[arg(long, value_name = "LINT", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Skip these lints, in addition to those that the settings ignore
    #[arg(long, value_name = "LINT", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// Run exactly these lints, whatever the settings select, ignore or turn off
    #[arg(long, value_name = "LINT", value_delimiter = ',', conflicts_with = "select")]
    pub(crate) only: Vec<String>,
}

impl SelectionOptions {
    /// The choice between lints.
    pub(crate) fn choice(&self) -> LintSelection<'_> {
        LintSelection { select: &self.select, ignore: &self.ignore, only: &self.only }
    }
}

/// Which settings file is read.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Settings")]
pub(crate) struct SettingsOptions {
    /// Read settings from this file instead of the nearest gatelint.toml
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Read no settings file
    #[arg(long, conflicts_with = "config")]
    pub(crate) isolated: bool,
}

/// What is known already.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Baseline")]
pub(crate) struct BaselineOptions {
    /// Treat the findings in this file as known; fail only on others
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write all findings to this file as a new baseline
    #[arg(long, value_name = "FILE")]
    pub(crate) write_baseline: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Human-readable, with source lines
    Text,
    /// One line for each finding
    Concise,
    /// Version 1 of the JSON report
    Json,
    /// SARIF 2.1.0
    Sarif,
    #[value(help = "JUnit XML")]
    Junit,
    /// GitHub Actions workflow commands
    Github,
    /// Azure Pipelines logging commands
    Azure,
    /// GitLab code quality report
    Gitlab,
    /// Markdown to paste
    Markdown,
    /// A table for spreadsheets
    Csv,
    /// A page for the browser
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// Human-readable
    Text,
    /// JSON
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    #[default]
    Warning,
    /// All findings
    Note,
    /// Nothing
    Never,
}

impl FailOn {
    /// The least severity that fails.
    pub(crate) fn least(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
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
