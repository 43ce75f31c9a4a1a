//! Terraform configurations: which folders are roots, what they deploy, and that in the shape the lints read.

mod azapi;
mod azurerm;
mod ids;
mod modules;
mod shape;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use terraform_config::syntax::Body;
use terraform_config::{Expansion, File, Folder, Limits, Options, expand};
use traced_values::{Node, Parsed, Problem, SourceId, Span};

use crate::source::{Boundary, Sources};

pub(crate) use shape::Converted;

/// A file of a configuration, already among the sources.
#[derive(Clone, Debug)]
pub(crate) struct ConfigurationFile {
    /// Its number.
    pub(crate) source: SourceId,
    /// Where it lies.
    pub(crate) path: PathBuf,
}

/// What the configurations of a run deploy.
#[derive(Debug, Default)]
pub(crate) struct Configured {
    /// One for each root module.
    pub(crate) roots: Vec<Root>,
    /// Files that can't be read as a configuration.
    pub(crate) failures: Vec<Problem>,
    /// Places of values that nobody shows.
    pub(crate) secrets: Vec<Span>,
}

/// What one root module deploys.
#[derive(Debug)]
pub(crate) struct Root {
    /// Its resources as Azure takes them.
    pub(crate) resources: Vec<Converted>,
    /// What evaluating it came upon.
    pub(crate) problems: Vec<Problem>,
    /// Modules that were not read.
    pub(crate) unread: Vec<terraform_config::Unread>,
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

/// A folder of configuration files.
struct Read {
    folder: Rc<Folder>,
    /// Folders that it calls as modules.
    calls: BTreeSet<PathBuf>,
}

/// Evaluates the configurations that these files make.
///
/// `sources` takes what is read besides them: modules and values files.
pub(crate) fn configure(
    files: &[ConfigurationFile],
    boundary: &Boundary,
    max_bytes: u64,
    sources: &std::sync::Mutex<Sources>,
) -> Configured {
    let mut configured = Configured::default();
    let mut folders: BTreeMap<PathBuf, Vec<&ConfigurationFile>> = BTreeMap::new();
    for file in files {
        let folder = file.path.parent().map(modules::plain).unwrap_or_default();
        folders.entry(folder).or_default().push(file);
    }
    let mut read: BTreeMap<PathBuf, Read> = BTreeMap::new();
    for (path, files) in &folders {
        let mut parsed = Vec::new();
        for file in files {
            match body(file.source, &file.path, sources) {
                Ok((body, problems)) => {
                    configured.failures.extend(problems);
                    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
                    parsed.push(File { name: name.into_owned(), body });
                }
                Err(problem) => configured.failures.push(problem),
            }
        }
        let folder = Rc::new(Folder::new(".", parsed));
        let calls = modules::local_calls(&folder, path);
        read.insert(path.clone(), Read { folder, calls });
    }
    let called: BTreeSet<&PathBuf> = read.values().flat_map(|read| &read.calls).collect();
    for (path, root) in &read {
        if called.contains(path) || path.components().any(|part| part.as_os_str() == ".terraform") {
            continue;
        }
        let expansion = one(path, root, boundary, max_bytes, sources, &mut configured);
        configured.secrets.extend(expansion.secrets.iter().copied());
        configured.roots.push(Root {
            resources: shape::convert(&expansion),
            unread: expansion.unread,
            problems: expansion.problems,
        });
    }
    configured
}

fn one(
    path: &Path,
    root: &Read,
    boundary: &Boundary,
    max_bytes: u64,
    sources: &std::sync::Mutex<Sources>,
    configured: &mut Configured,
) -> Expansion {
    let reader = modules::Disk::new(path, boundary, max_bytes, sources);
    let (values, problems) = values::automatic(path, &reader);
    configured.failures.extend(problems);
    let options = Options {
        values,
        modules: &reader,
        provider: &ids::Azure,
        files: &reader,
        workspace: None,
        limits: Limits::default(),
    };
    let expansion = expand(&root.folder, &options);
    configured.failures.extend(reader.problems());
    expansion
}

/// Reads the text of a configuration file.
fn body(
    source: SourceId,
    path: &Path,
    sources: &std::sync::Mutex<Sources>,
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
