//! What files say and what is made of them, once for all the programs that use them.

use std::collections::HashMap;
use std::hash::Hash;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use arm_template::{Node, Problem, ProblemKind, SourceId, Span};

use crate::{FileKind, SyntaxError, ast, parse};

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// The caller's number for it; every place in it carries this.
    pub id: SourceId,
    /// What names it; others are named relatively to this.
    pub path: PathBuf,
    /// What stands in it.
    pub text: Arc<str>,
}

/// What was parsed and made, by the numbers of the sources: modules are used by many programs.
#[derive(Debug, Default)]
pub struct Parsed {
    programs: Mutex<HashMap<(SourceId, FileKind), Arc<ParsedFile>>>,
    documents: Mutex<HashMap<SourceId, Arc<ParsedDocument>>>,
    templates: Mutex<HashMap<SourceId, Arc<MadeTemplate>>>,
}

/// The template of a file, with those of its modules: the same in whatever program it is used.
#[derive(Debug)]
pub(crate) struct MadeTemplate {
    pub(crate) node: Node,
    /// What is wrong with the file and its modules, as far as it shows when the template is made.
    pub(crate) problems: Vec<Problem>,
}

/// A file of Bicep.
#[derive(Debug)]
pub(crate) struct ParsedFile {
    pub(crate) file: ast::File,
    pub(crate) problems: Vec<Problem>,
}

impl ParsedFile {
    pub(crate) fn of(source: &Source, kind: FileKind) -> Self {
        let tree = parse(&source.text, kind);
        let said = |error: &SyntaxError| {
            let span = Span::new(source.id, error.span.start, error.span.end);
            problem(ProblemKind::Parse, error.message.clone(), span)
        };
        let problems = tree.errors().iter().map(said).collect();
        Self { file: ast::File::read(&tree), problems }
    }
}

/// A compiled template.
#[derive(Debug)]
pub(crate) struct ParsedDocument {
    pub(crate) node: Option<Node>,
    pub(crate) problems: Vec<Problem>,
}

impl Parsed {
    pub(crate) fn file(&self, source: &Source, kind: FileKind) -> Arc<ParsedFile> {
        once(&self.programs, (source.id, kind), || ParsedFile::of(source, kind))
    }

    pub(crate) fn template(
        &self,
        source: SourceId,
        make: impl FnOnce() -> MadeTemplate,
    ) -> Arc<MadeTemplate> {
        once(&self.templates, source, make)
    }

    pub(crate) fn document(&self, source: &Source) -> Arc<ParsedDocument> {
        once(&self.documents, source.id, || {
            let parsed = arm_template::parse(&source.text, source.id);
            ParsedDocument { node: parsed.node, problems: parsed.problems }
        })
    }
}

/// What is known, or what `make` makes; two threads that ask at the same time may both make it, and one of both is kept.
fn once<K: Eq + Hash, V>(
    known: &Mutex<HashMap<K, Arc<V>>>,
    key: K,
    make: impl FnOnce() -> V,
) -> Arc<V> {
    let lock = || known.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = lock().get(&key) {
        return found.clone();
    }
    let made = Arc::new(make());
    lock().entry(key).or_insert(made).clone()
}

pub(crate) fn problem(kind: ProblemKind, message: impl Into<String>, span: Span) -> Problem {
    Problem { kind, message: message.into(), span, related: Vec::new() }
}
