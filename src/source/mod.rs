//! Bytes and the name they were read under.

#[cfg(feature = "live")]
pub mod azure;
mod file;
mod measure;
mod offsets;
mod overlay;

use arm_template::{SourceId, Span};

pub use file::{
    Answered, Concern, FileError, Given, Walked, concern, read_bytes, read_stdin, source, walk,
};
pub use offsets::Offsets;
pub use overlay::Overlay;

use measure::Measure;

/// A text that was read, or bytes that are none.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name it was read under: a path with forward slashes, `<stdin>`, the request of a saved answer.
    pub name: String,
    /// The text without byte order mark; empty when the bytes are no text.
    pub text: std::sync::Arc<str>,
    /// The bytes when they are no text, such as a DER certificate.
    pub binary: Option<std::sync::Arc<[u8]>>,
    /// How the text was encoded.
    pub encoding: Encoding,
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
    all: Vec<(Source, Measure)>,
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
    /// Takes a source in.
    ///
    /// # Panics
    /// After four thousand million sources.
    pub fn add(&mut self, source: Source) -> SourceId {
        let id = SourceId(u32::try_from(self.all.len()).expect("fewer than 2^32 sources"));
        let measure = Measure::of(&source.text);
        self.all.push((source, measure));
        id
    }

    /// The source of this id.
    ///
    /// # Panics
    /// When the id is of another run.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.all[id.0 as usize].0
    }

    /// The name of a source.
    #[must_use]
    pub fn name(&self, id: SourceId) -> &str {
        &self.get(id).name
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
        let (source, measure) = &self.all[id.0 as usize];
        let offset = offset as usize;
        if source.binary.is_some() {
            return Position { line: 1, column: offset + 1, offset };
        }
        let (line, column) = measure.position(&source.text, offset);
        Position { line, column, offset: offset + source.encoding.mark_length() }
    }

    /// Where a span begins and ends.
    #[must_use]
    pub fn positions(&self, span: Span) -> (Position, Position) {
        (self.position(span.source, span.start), self.position(span.source, span.end))
    }
}
