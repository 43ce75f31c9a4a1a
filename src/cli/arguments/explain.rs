//! The arguments of `gatelint explain` and `gatelint lints`.

use std::path::PathBuf;

use clap::Args;

use super::report::{ListFormat, SelectionOptions, SettingsOptions};

#[derive(Debug, Args)]
pub(crate) struct ListOptions {
    /// The format of the list
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
    /// List retirement dates, with the lints that report them and the pages that announce them
    #[arg(long)]
    pub(crate) dates: bool,
    #[command(flatten)]
    pub(crate) selection: SelectionOptions,
    #[command(flatten)]
    pub(crate) settings: SettingsOptions,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainOptions {
    /// A lint id, an error code, or all or part of an error text; - for a log on standard input
    #[arg(
        required_unless_present_any = ["all", "file"],
        value_name = "WORD",
        allow_negative_numbers = true
    )]
    pub(crate) words: Vec<String>,
    /// A log or exported events of any size; shows the relevant lines with cause and remedy
    #[arg(long, value_name = "LOG", conflicts_with_all = ["words", "all"])]
    pub(crate) file: Vec<PathBuf>,
    /// Print a Markdown page for a ticket: symptoms, cause, remedy and sources
    #[arg(long, conflicts_with_all = ["all", "format"])]
    pub(crate) ticket: bool,
    /// List everything that can be explained
    #[arg(long, conflicts_with = "words")]
    pub(crate) all: bool,
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
}
