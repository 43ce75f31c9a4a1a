//! Terraform configurations, plans and states: what they deploy, in the shape the lints read.

mod azapi;
mod azurerm;
mod ids;
mod modules;
mod roots;
mod saved;
mod shape;
mod values;
mod versions;

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use terraform_config::syntax::Body;
use traced_values::{Node, Parsed, Problem, SourceId, Span};

use crate::config::TemplateRule;
use crate::files::Boundary;
use crate::source::{Language, Overlay, Sources};

pub(crate) use roots::configure;
pub(crate) use saved::SavedFile;
pub(crate) use shape::{Converted, Standing};

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

/// What is said of a resource of `azurerm`, with the provider's own words for its arguments.
#[must_use]
pub(crate) fn in_own_words(azure: &str, text: &str) -> String {
    azurerm::in_own_words(azure, text)
}

/// Whether a file of this name belongs to a Terraform or `OpenTofu` configuration.
#[must_use]
pub(crate) fn is_configuration(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let test = name.contains(".tftest.") || name.contains(".tofutest.");
    !test && [".tf", ".tofu", ".tf.json", ".tofu.json"].iter().any(|end| name.ends_with(end))
}

/// The configuration files in the folder of this one.
#[must_use]
pub(crate) fn beside(path: &Path) -> Vec<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let shown = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = std::fs::read_dir(shown) else { return vec![path.to_owned()] };
    let names = entries.filter_map(Result::ok).map(|entry| folder.join(entry.file_name()));
    names.filter(|path| is_configuration(path)).collect()
}

/// The language of a file of a configuration, or of values.
#[must_use]
pub(crate) fn language(path: &Path) -> Language {
    let is_json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
    if is_json { Language::TerraformJson } else { Language::Terraform }
}

/// Whether a file of this name holds values of variables.
#[must_use]
pub(crate) fn is_values(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    name.ends_with(".tfvars") || name.ends_with(".tfvars.json")
}

/// Reads the text of a configuration file.
fn body(
    source: SourceId,
    path: &Path,
    sources: &Mutex<Sources>,
) -> Result<(Body, Vec<Problem>), Problem> {
    let text = {
        let sources = sources.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        sources.get(source).text.clone()
    };
    if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json")) {
        let node = json(&text, source)?;
        return Ok(terraform_config::syntax::read_json(&node, &text));
    }
    terraform_config::syntax::read(&text, source).map(|body| (body, Vec::new()))
}

fn json(text: &str, source: SourceId) -> Result<Node, Problem> {
    let Parsed { node, mut problems } =
        traced_values::parse_json(text, source, &traced_values::Data);
    node.ok_or_else(|| problems.swap_remove(0))
}

/// Resources in JSON as blocks of `azurerm`; none where the provider has no argument for a part of them.
pub(crate) fn in_blocks(resources: &[serde_json::Value]) -> Option<String> {
    azurerm::written(resources)
}
