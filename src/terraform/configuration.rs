//! What configurations are evaluated with, and what comes of it.

use std::path::PathBuf;
use std::sync::Mutex;

use traced_values::{Problem, SourceId, Span};

use super::shape::Converted;
use crate::config::TemplateRule;
use crate::files::Boundary;
use crate::source::{Overlay, Sources};

/// A file of a configuration, already among the sources.
#[derive(Clone, Debug)]
pub(crate) struct ConfigurationFile {
    /// Its number.
    pub(crate) source: SourceId,
    /// Where it lies.
    pub(crate) path: PathBuf,
}

/// What is given for the variables of all configurations.
#[derive(Clone, Debug, Default)]
pub(crate) struct GivenValues<'r> {
    /// Files of values, each laid over the ones before.
    pub(crate) files: Vec<PathBuf>,
    /// Single values, as they are given on the command line.
    pub(crate) values: Vec<(String, String)>,
    /// Files of values of some configurations, unless there are some for all.
    pub(crate) rules: &'r [TemplateRule],
    /// Whether there are others than configurations that a single value may be for.
    pub(crate) is_shared: bool,
}

/// What configurations are evaluated with.
pub(crate) struct EvaluationContext<'r> {
    /// What is given for their variables.
    pub(crate) given: GivenValues<'r>,
    /// Where files may be read.
    pub(crate) boundary: Boundary,
    /// The largest file that is read, in bytes.
    pub(crate) max_bytes: u64,
    /// Texts to read in the place of files.
    pub(crate) overlay: &'r Overlay,
    /// Takes what is read on the way: modules and files of values.
    pub(crate) sources: &'r Mutex<Sources>,
}

/// What the configurations of a run deploy.
#[derive(Debug, Default)]
pub(crate) struct Configured {
    /// One for each root module with each of its sets of values, plan or state.
    pub(crate) roots: Vec<RootModule>,
    /// Files that can't be read as a configuration.
    pub(crate) failures: Vec<Problem>,
    /// Places of values that are never shown.
    pub(crate) secrets: Vec<Span>,
    /// States that tell of configurations which are checked themselves.
    pub(crate) passed_over: Vec<(SourceId, &'static str)>,
    /// What has to be known of plans.
    pub(crate) remarks: Vec<(SourceId, &'static str)>,
}

/// What one root module deploys.
#[derive(Debug, Default)]
pub(crate) struct RootModule {
    /// Its resources as Azure takes them.
    pub(crate) resources: Vec<Converted>,
    /// What evaluating it came upon.
    pub(crate) problems: Vec<Problem>,
    /// Modules that were not read.
    pub(crate) unread: Vec<terraform_config::Unread>,
    /// The outputs of its configuration.
    pub(crate) outputs: Vec<terraform_config::Output>,
}
