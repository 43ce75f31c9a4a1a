//! All sources of a run, and places in them as people count.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use arm_template::{SourceId, Span};

use super::landmarks::Landmarks;
use super::text::{Language, Source};

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
