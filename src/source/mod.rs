//! Bytes and the name they were read under.

#[cfg(feature = "live")]
pub mod azure;
mod bicep;
mod file;
mod full_ids;
mod landmarks;
mod mentions;
mod offsets;
mod overlay;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use arm_template::{SourceId, Span};

pub use crate::files::{FileError, read_stdin};
pub use bicep::{BicepFile, BicepFiles, Registry, Statements, Using, is_remote};
pub use file::{Answered, Given, PathFiles, Walked, source, walk};
pub use full_ids::FullId;
use landmarks::Landmarks;
pub use mentions::{Concern, Mentions, names_gateway};
pub use offsets::Offsets;
pub use overlay::Overlay;

/// A text that was read, or bytes that are none.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name it was read under: a path with forward slashes, `<stdin>`, the request of a saved answer.
    pub name: String,
    /// The file that it was read from. What it is known by: two files may be shown under one name.
    pub path: Option<Arc<Path>>,
    /// The text without byte order mark; empty when the bytes are no text.
    pub text: Arc<str>,
    /// The bytes when they are no text, such as a DER certificate.
    pub binary: Option<Arc<[u8]>>,
    /// How the text was encoded.
    pub encoding: Encoding,
    /// Whether the text is what a compiler made of the file, and stands in no file.
    pub compiled: bool,
    /// The language that edits have to be written in.
    pub language: Language,
}

/// The language of a source, as far as it matters to those who write into it or read its comments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Whatever stands in most sources: JSON, or Bicep, which the name tells.
    #[default]
    Document,
    /// Terraform's own syntax.
    Terraform,
    /// Terraform's syntax in JSON: values may be replaced, but properties have other names than Azure's.
    TerraformJson,
    /// What a program keeps for itself, such as a plan: nobody writes into it.
    Record,
}

/// What follows the name of a file in the name of its compiled text.
const COMPILED: &str = " (compiled)";

impl Source {
    /// Whether someone wrote the text into a file or a stream, where an edit could change it: not what a program made, and
    /// no value of the command line.
    #[must_use]
    pub fn is_written(&self) -> bool {
        !self.compiled
            && self.language != Language::Record
            && (self.path.is_some() || !self.name.starts_with(Self::ON_COMMAND_LINE))
    }

    /// The same source in this language.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// How the names of values from the command line begin.
    pub const ON_COMMAND_LINE: &str = "--parameter ";

    /// The compiled text of a file of this name.
    #[must_use]
    pub fn compiled(file: &str, text: Vec<u8>) -> Self {
        Self { compiled: true, ..source(format!("{file}{COMPILED}"), text) }
    }

    /// The same, read from the file at this path.
    #[must_use]
    pub fn at(self, path: &Path) -> Self {
        Self { path: Some(path.into()), ..self }
    }

    /// Where the file lies that the text stands in, or was made of.
    #[must_use]
    pub fn place(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new(self.file()))
    }

    /// The name of the file that the text stands in, or was made of.
    #[must_use]
    pub fn file(&self) -> &str {
        let name = self.name.as_str();
        if self.compiled { name.strip_suffix(COMPILED).unwrap_or(name) } else { name }
    }
}

/// How a source's text is encoded in its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
}

impl Encoding {
    /// How many bytes stand before the first byte of the text, where offsets are in UTF-8.
    #[must_use]
    pub fn mark_length(self) -> usize {
        if self == Self::Utf8Bom { 3 } else { 0 }
    }
}

/// All sources of a run. A [`SourceId`] is an index into them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    all: Vec<Source>,
    by_path: HashMap<Arc<Path>, SourceId>,
    landmarks: Vec<OnceLock<Landmarks>>,
}

/// A place as people count: from 1, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The byte in the file.
    pub offset: usize,
}

impl Sources {
    /// The first source that was read from the file at this path.
    #[must_use]
    pub fn find(&self, path: &Path) -> Option<SourceId> {
        self.by_path.get(path).copied()
    }

    /// The source of this name that is no file.
    #[must_use]
    pub fn find_unfiled(&self, name: &str) -> Option<SourceId> {
        self.ids().find(|id| self.get(*id).path.is_none() && self.name(*id) == name)
    }

    /// Takes a source in.
    ///
    /// # Panics
    /// After four billion sources.
    pub fn add(&mut self, source: Source) -> SourceId {
        let id = SourceId(u32::try_from(self.all.len()).expect("fewer than 2^32 sources"));
        if let Some(path) = &source.path {
            self.by_path.entry(path.clone()).or_insert(id);
        }
        self.all.push(source);
        self.landmarks.push(OnceLock::new());
        id
    }

    /// The sources in this language.
    pub fn in_language(&self, language: Language) -> impl Iterator<Item = (SourceId, &Source)> {
        (0..).map(SourceId).zip(&self.all).filter(move |(_, source)| source.language == language)
    }

    /// The source of this id.
    ///
    /// # Panics
    /// When the id is of another run.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.all[id.0 as usize]
    }

    /// The name of a source.
    #[must_use]
    pub fn name(&self, id: SourceId) -> &str {
        &self.get(id).name
    }

    /// The ids of all of them.
    pub fn ids(&self) -> impl Iterator<Item = SourceId> + use<> {
        (0..u32::MAX).take(self.all.len()).map(SourceId)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The text that a span covers.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.range()).unwrap_or("")
    }

    /// The position of a byte of the text of a source.
    ///
    /// Bytes that are no text have one line; its columns are the bytes.
    #[must_use]
    pub fn position(&self, id: SourceId, offset: u32) -> Position {
        let source = self.get(id);
        let offset = offset as usize;
        if source.binary.is_some() {
            return Position { line: 1, column: offset + 1, offset };
        }
        let landmarks = self.landmarks[id.0 as usize].get_or_init(|| Landmarks::of(&source.text));
        let (line, column) = landmarks.line_and_column(&source.text, offset);
        Position { line, column, offset: offset + source.encoding.mark_length() }
    }

    /// Where a span begins and ends.
    #[must_use]
    pub fn positions(&self, span: Span) -> (Position, Position) {
        (self.position(span.source, span.start), self.position(span.source, span.end))
    }
}
