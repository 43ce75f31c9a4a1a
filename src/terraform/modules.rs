//! Folders on disk: modules, files that functions read, and the bounds of both.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

use terraform_config::syntax::{Block, ExpressionKind as Form};
use terraform_config::{File, FileFault, Files, Folder, ModuleFault, Modules};
use traced_values::{Problem, ProblemKind, SourceId, Span};

use super::configuration::EvaluationContext;
use crate::files::{Boundary, FileError, display, tidy};
use crate::source::Sources;
use crate::source::{self, Overlay};

fn is_local(source: &str) -> bool {
    source.starts_with("./") || source.starts_with("../") || source == "." || source == ".."
}

/// The folders that a configuration calls as local modules.
pub(super) fn local_calls(folder: &Folder, path: &Path) -> BTreeSet<PathBuf> {
    folder
        .modules
        .values()
        .filter_map(source_of)
        .filter(|source| is_local(source))
        .map(|source| tidy(&path.join(source)))
        .collect()
}

/// The source of a module: a plain string, as Terraform wants it.
fn source_of(block: &Block) -> Option<&str> {
    match &block.body.attribute("source")?.value.kind {
        Form::Text(text) => Some(text),
        _ => None,
    }
}

/// The files below one root module.
pub(super) struct Disk<'r> {
    root: &'r Path,
    boundary: &'r Boundary,
    max_bytes: u64,
    overlay: &'r Overlay,
    sources: &'r Mutex<Sources>,
    loaded: RefCell<Vec<(PathBuf, Rc<Folder>)>>,
    problems: RefCell<Vec<Problem>>,
}

impl<'r> Disk<'r> {
    pub(super) fn new(root: &'r Path, surroundings: &'r EvaluationContext<'_>) -> Self {
        Self {
            root,
            boundary: &surroundings.boundary,
            max_bytes: surroundings.max_bytes,
            overlay: surroundings.overlay,
            sources: surroundings.sources,
            loaded: RefCell::default(),
            problems: RefCell::default(),
        }
    }

    /// What is wrong with files that were read on the way.
    pub(super) fn problems(&self) -> Vec<Problem> {
        self.problems.borrow().clone()
    }

    /// The bytes of a file, when it is a regular one inside the bounds.
    pub(super) fn bytes(&self, path: &Path) -> Result<Vec<u8>, FileFault> {
        self.overlay.read_within(self.boundary, path, self.max_bytes).map_err(|error| {
            let reason = format!("{}: {error}", display(path));
            match error {
                FileError::Io(_)
                | FileError::NothingFits
                | FileError::Quoted
                | FileError::NotRegular(_) => FileFault::Missing(reason),
                FileError::Outside | FileError::TooLarge { .. } => FileFault::Outside(reason),
            }
        })
    }

    /// Takes the text of a file among the sources.
    pub(super) fn add(&self, path: &Path, bytes: Vec<u8>) -> SourceId {
        let mut sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = sources.find(path) {
            return known;
        }
        let source = source::source(display(path), bytes).at(path);
        sources.add(source.in_language(super::files::language(path)))
    }

    /// The text of a file, now among the sources.
    pub(super) fn text(&self, path: &Path) -> Result<(SourceId, Arc<str>), Problem> {
        let (bytes, fault) = match self.bytes(path) {
            Ok(bytes) => (bytes, None),
            Err(FileFault::Missing(reason) | FileFault::Outside(reason)) => {
                (Vec::new(), Some(reason))
            }
        };
        let id = self.add(path, bytes);
        if let Some(message) = fault {
            let (kind, span) = (ProblemKind::Parse, Span::new(id, 0, 0));
            return Err(Problem { kind, message, span, related: Vec::new() });
        }
        let sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        Ok((id, sources.get(id).text.clone()))
    }

    /// The whole line that a place lies in.
    pub(super) fn line_of(&self, span: Span) -> Span {
        let sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        let text = &sources.get(span.source).text;
        let at = (span.start as usize).min(text.len());
        let start = text[..at].trim_end_matches(['\r', '\n']).rfind('\n').map_or(0, |at| at + 1);
        let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
        let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Span::new(span.source, offset(start), offset(end))
    }

    pub(super) fn sources(&self) -> &Mutex<Sources> {
        self.sources
    }

    fn folder(&self, path: &Path, shown: &str) -> Result<Rc<Folder>, ModuleFault> {
        let path = tidy(path);
        if let Some((_, known)) = self.loaded.borrow().iter().find(|(known, _)| *known == path) {
            return Ok(known.clone());
        }
        if !self.boundary.holds(&path) {
            let reason = format!("{}: {}", path.display(), FileError::Outside);
            return Err(ModuleFault::Outside(reason));
        }
        let here = if path.as_os_str().is_empty() { Path::new(".") } else { &path };
        if !here.is_dir() {
            return Err(ModuleFault::Missing(format!("there is no folder {}", path.display())));
        }
        let entries = std::fs::read_dir(here)
            .map_err(|error| ModuleFault::Missing(format!("{}: {error}", path.display())))?;
        let mut names: Vec<PathBuf> = entries
            .filter_map(Result::ok)
            .map(|entry| path.join(entry.file_name()))
            .filter(|path| super::files::is_configuration(path))
            .collect();
        names.sort();
        let (mut files, mut is_partial) = (Vec::new(), false);
        for name in names {
            let bytes = match self.bytes(&name) {
                Ok(bytes) => bytes,
                Err(FileFault::Missing(reason) | FileFault::Outside(reason)) => {
                    return Err(ModuleFault::Outside(reason));
                }
            };
            let id = self.add(&name, bytes);
            match super::files::body(id, &name, self.sources) {
                Ok((body, problems)) => {
                    self.problems.borrow_mut().extend(problems);
                    let name = name.file_name().unwrap_or_default().to_string_lossy();
                    files.push(File { name: name.into_owned(), body });
                }
                Err(problem) => {
                    is_partial = true;
                    self.problems.borrow_mut().push(problem);
                }
            }
        }
        let folder = Rc::new(Folder { is_partial, ..Folder::new(shown, files) });
        self.loaded.borrow_mut().push((path, folder.clone()));
        Ok(folder)
    }

    /// Where `terraform init` put the module of this address.
    fn installed(&self, address: &str) -> Option<PathBuf> {
        let manifest = self.root.join(".terraform/modules/modules.json");
        let bytes = self.bytes(&manifest).ok()?;
        let manifest: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
        let key: Vec<&str> =
            address.split('.').filter(|part| !part.is_empty() && *part != "module").collect();
        let key = key.join(".");
        let entry = manifest["Modules"].as_array()?.iter().find(|entry| entry["Key"] == key)?;
        Some(self.root.join(entry["Dir"].as_str()?))
    }
}

impl Modules for Disk<'_> {
    fn load(&self, from: &str, source: &str, address: &str) -> Result<Rc<Folder>, ModuleFault> {
        if is_local(source) {
            let shown = tidy(&Path::new(from).join(source));
            let shown = shown.display().to_string().replace('\\', "/");
            let shown = if shown.is_empty() { ".".to_owned() } else { shown };
            return self.folder(&self.root.join(from).join(source), &shown);
        }
        let Some(path) = self.installed(address) else {
            let root = self.root.display().to_string();
            let root = if root.is_empty() { "this folder" } else { &root };
            return Err(ModuleFault::Remote(format!(
                "the module {source} is missing; run 'terraform init' in {root} to download it"
            )));
        };
        let shown = path.strip_prefix(self.root).unwrap_or(&path).display().to_string();
        self.folder(&path, &shown.replace('\\', "/"))
    }
}

impl Files for Disk<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileFault> {
        self.bytes(&self.root.join(path))
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileFault> {
        let path = self.root.join(folder);
        if !self.boundary.holds(&path) {
            return Err(FileFault::Outside(format!("{folder} is not read")));
        }
        let walk =
            ignore::WalkBuilder::new(&path).standard_filters(false).max_depth(Some(16)).build();
        let mut names: Vec<String> = walk
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
            .filter_map(|entry| {
                let inner = entry.path().strip_prefix(&path).ok()?;
                Some(inner.display().to_string().replace('\\', "/"))
            })
            .take(10_000)
            .collect();
        names.sort();
        Ok(names)
    }
}
