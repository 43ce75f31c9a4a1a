//! The files of a configuration: which they are by their names, and their texts.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use terraform_config::syntax::Body;
use traced_values::{Node, Parsed, Problem, SourceId};

use crate::source::{Language, Sources};

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
pub(super) fn body(
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

pub(super) fn json(text: &str, source: SourceId) -> Result<Node, Problem> {
    let Parsed { node, mut problems } =
        traced_values::parse_json(text, source, &traced_values::Data);
    node.ok_or_else(|| problems.swap_remove(0))
}
