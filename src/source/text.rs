//! A text that was read, the language it is in, and how it is encoded in its file.

use std::path::Path;
use std::sync::Arc;

use arm_template::Decoded;

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

    /// A text in UTF-8 that was read under this name.
    pub(crate) fn of_text(name: String, text: Arc<str>) -> Self {
        Self {
            name,
            path: None,
            text,
            binary: None,
            encoding: Encoding::Utf8,
            compiled: false,
            language: Language::default(),
        }
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

/// A source of bytes: text is decoded, anything else kept as it is.
#[must_use]
pub fn source(name: String, bytes: Vec<u8>) -> Source {
    match arm_template::decode(&bytes) {
        Ok(Decoded { text, encoding, marked }) => {
            let encoding = Encoding::of(encoding, marked);
            Source { encoding, ..Source::of_text(name, text.into()) }
        }
        Err(_) => Source { binary: Some(Arc::from(bytes)), ..Source::of_text(name, "".into()) },
    }
}

impl Encoding {
    fn of(encoding: arm_template::Encoding, marked: bool) -> Self {
        match encoding {
            arm_template::Encoding::Utf8 if marked => Self::Utf8Bom,
            arm_template::Encoding::Utf8 => Self::Utf8,
            arm_template::Encoding::Utf16Le => Self::Utf16Le,
            arm_template::Encoding::Utf16Be => Self::Utf16Be,
        }
    }
}
