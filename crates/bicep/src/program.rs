//! The files that make up a program: a main file and what it names, read once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arm_template::{Node, Problem, ProblemKind, SourceId, Span};

use crate::ast::{self, Expr, ExprKind, Statement};
use crate::parsed::{Parsed, ParsedFile, Source, problem};
use crate::{FileKind, TextSpan};

/// Why a file isn't there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// It can't be read: a fault of the file that names it.
    Missing(String),
    /// It is a module of a registry that isn't on this machine: nobody's fault, and not evaluated.
    NotRestored(String),
}

/// A file of a folder, for `loadDirectoryFileInfo()`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryEntry {
    /// Its path relative to the file that asks, with `/`.
    pub path: String,
}

/// What the caller opens for a program; paths are as written, relative to the file `from`.
pub trait Files {
    /// A file of Bicep or JSON.
    ///
    /// # Errors
    ///
    /// Where it can't be read.
    fn open(&self, from: &Path, path: &str) -> Result<Source, OpenError>;

    /// A module of a registry or a template spec (`br:…`, `br/alias:…`, `ts:…`): its compiled template.
    ///
    /// # Errors
    ///
    /// Where it isn't on this machine.
    fn artifact(&self, from: &Path, reference: &str) -> Result<Source, OpenError>;

    /// The bytes of a file for the functions that load one, and its source where it is shown to users.
    ///
    /// # Errors
    ///
    /// Where it can't be read.
    fn bytes(&self, from: &Path, path: &str) -> Result<(Option<SourceId>, Vec<u8>), OpenError>;

    /// The files of a folder.
    ///
    /// # Errors
    ///
    /// Where it can't be listed.
    fn directory(&self, from: &Path, path: &str) -> Result<Vec<DirectoryEntry>, OpenError>;

    /// A variable of the environment, for parameters files.
    fn environment(&self, name: &str) -> Option<String>;

    /// What was parsed and made for other programs of the same sources, and is kept for more of them.
    fn parsed(&self) -> Option<&Parsed> {
        None
    }
}

/// What a path leads to.
#[derive(Clone, Debug)]
pub(crate) enum LinkTarget {
    Unit(usize),
    Template(usize),
    Failed,
    NotRestored(Arc<str>),
}

/// A file of Bicep.
pub(crate) struct SourceFile {
    pub(crate) id: SourceId,
    pub(crate) path: PathBuf,
    pub(crate) kind: FileKind,
    pub(crate) parsed: Arc<ParsedFile>,
    /// What its paths lead to, by where they stand.
    pub(crate) links: HashMap<u32, LinkTarget>,
    /// Whether it belongs to a circle of files that name each other.
    pub(crate) circular: bool,
}

impl SourceFile {
    pub(crate) fn span(&self, span: TextSpan) -> Span {
        Span::new(self.id, span.start, span.end)
    }

    pub(crate) fn link(&self, path: &Expr) -> Option<&LinkTarget> {
        self.links.get(&path.span.start)
    }
}

/// A compiled template that a program names.
pub(crate) struct CompiledTemplate {
    pub(crate) node: Option<Node>,
    pub(crate) path: PathBuf,
}

/// A main file with everything that it names, and what it names in turn.
pub(crate) struct Program {
    pub(crate) units: Vec<SourceFile>,
    pub(crate) documents: Vec<CompiledTemplate>,
    pub(crate) problems: Vec<Problem>,
}

/// More files than anybody's program has.
const MOST: usize = 4_000;

impl Program {
    pub(crate) fn load(main: &Source, kind: FileKind, files: &dyn Files) -> Self {
        let own = Parsed::default();
        let mut loader = Loader {
            files,
            parsed: files.parsed().unwrap_or(&own),
            program: Self { units: Vec::new(), documents: Vec::new(), problems: Vec::new() },
            known: HashMap::new(),
        };
        // Main files are seldom modules, too, and what they say is too much to be kept for that.
        loader.add(main, kind, Arc::new(ParsedFile::of(main, kind)));
        let mut next = 0;
        while next < loader.program.units.len() {
            loader.follow(next);
            next += 1;
        }
        let mut program = loader.program;
        program.find_circles();
        program
    }

    /// Says where files name each other in a circle; nothing could be made of them.
    fn find_circles(&mut self) {
        let count = self.units.len();
        let mut places: Vec<(usize, Span)> = Vec::new();
        for unit in 0..count {
            let mut seen = vec![false; count];
            let mut open: Vec<usize> = self.named(unit);
            while let Some(next) = open.pop() {
                if next == unit {
                    self.units[unit].circular = true;
                    break;
                }
                if !std::mem::replace(&mut seen[next], true) {
                    open.extend(self.named(next));
                }
            }
            if self.units[unit].circular {
                let path = paths(&self.units[unit].parsed.file)
                    .into_iter()
                    .find(|path| matches!(self.units[unit].link(path), Some(LinkTarget::Unit(_))));
                if let Some(path) = path {
                    places.push((unit, self.units[unit].span(path.span)));
                }
            }
        }
        for (unit, span) in places {
            let name = self.units[unit].path.display().to_string();
            let message =
                format!("'{name}' is named, by way of others, by a file that it names itself");
            self.problems.push(problem(ProblemKind::CircularReference, message, span));
        }
    }

    fn named(&self, unit: usize) -> Vec<usize> {
        let links = self.units[unit].links.values();
        links
            .filter_map(|link| if let LinkTarget::Unit(unit) = link { Some(*unit) } else { None })
            .collect()
    }
}

struct Loader<'f> {
    files: &'f dyn Files,
    parsed: &'f Parsed,
    program: Program,
    known: HashMap<PathBuf, LinkTarget>,
}

impl Loader<'_> {
    fn module(&mut self, source: &Source, kind: FileKind) -> LinkTarget {
        let parsed = self.parsed.file(source, kind);
        self.add(source, kind, parsed)
    }

    fn add(&mut self, source: &Source, kind: FileKind, parsed: Arc<ParsedFile>) -> LinkTarget {
        self.program.problems.extend(parsed.problems.iter().cloned());
        let link = LinkTarget::Unit(self.program.units.len());
        self.known.insert(source.path.clone(), link.clone());
        self.program.units.push(SourceFile {
            id: source.id,
            path: source.path.clone(),
            kind,
            parsed,
            links: HashMap::new(),
            circular: false,
        });
        link
    }

    fn follow(&mut self, unit: usize) {
        let found: Vec<(TextSpan, Option<Arc<str>>)> = paths(&self.program.units[unit].parsed.file)
            .into_iter()
            .filter_map(|path| match &path.kind {
                ExprKind::Text(text) => Some((path.span, Some(text.clone()))),
                ExprKind::Missing => None,
                _ => Some((path.span, None)),
            })
            .collect();
        for (span, text) in found {
            let place = self.program.units[unit].span(span);
            let link = if let Some(text) = text {
                self.link(unit, &text, place)
            } else {
                self.fail("a path can't be put together from values", place);
                LinkTarget::Failed
            };
            self.program.units[unit].links.insert(span.start, link);
        }
    }

    fn fail(&mut self, message: impl Into<String>, place: Span) {
        self.program.problems.push(problem(ProblemKind::LinkedTemplate, message.into(), place));
    }

    fn link(&mut self, unit: usize, text: &str, place: Span) -> LinkTarget {
        if self.program.units.len() + self.program.documents.len() >= MOST {
            let message = format!("more than {MOST} files belong to this one");
            self.program.problems.push(problem(ProblemKind::Limit, message, place));
            return LinkTarget::Failed;
        }
        let from = self.program.units[unit].path.clone();
        let opened = if is_artifact(text) {
            self.files.artifact(&from, text)
        } else if text.is_empty() {
            Err(OpenError::Missing("the path is empty".into()))
        } else {
            self.files.open(&from, text)
        };
        match opened {
            Err(OpenError::NotRestored(message)) => LinkTarget::NotRestored(message.into()),
            Err(OpenError::Missing(message)) => {
                self.fail(message, place);
                LinkTarget::Failed
            }
            Ok(source) => match self.known.get(&source.path) {
                Some(link) => link.clone(),
                None => self.take(&source),
            },
        }
    }

    fn take(&mut self, source: &Source) -> LinkTarget {
        let extension = source.path.extension().and_then(|extension| extension.to_str());
        match extension.map(str::to_ascii_lowercase).as_deref() {
            Some("bicep") => self.module(source, FileKind::Template),
            Some("bicepparam") => self.module(source, FileKind::Parameters),
            _ => {
                let parsed = self.parsed.document(source);
                self.program.problems.extend(parsed.problems.iter().cloned());
                let link = LinkTarget::Template(self.program.documents.len());
                self.known.insert(source.path.clone(), link.clone());
                let document =
                    CompiledTemplate { node: parsed.node.clone(), path: source.path.clone() };
                self.program.documents.push(document);
                link
            }
        }
    }
}

/// Whether a path is that of a registry or a template spec.
pub(crate) fn is_artifact(path: &str) -> bool {
    ["br:", "br/", "ts:", "ts/"].iter().any(|scheme| path.starts_with(scheme))
}

/// The paths of other files that a file names.
fn paths(file: &ast::File) -> Vec<&Expr> {
    file.statements.iter().filter_map(path_of).collect()
}

fn path_of(statement: &Statement) -> Option<&Expr> {
    match statement {
        Statement::Module(module) | Statement::Test(module) => Some(&module.path),
        Statement::Import(import) => Some(&import.path),
        Statement::Using(using) => using.path.as_ref(),
        Statement::Extends(extends) => Some(&extends.path),
        _ => None,
    }
}
