//! Where linked templates come from: the caller reads them, this crate reads no files.

use std::sync::Arc;

use crate::{Node, Parsed, SourceId};

/// What a template links to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateLink<'a> {
    /// `relativePath`: a path from the folder of the linking template, with `/` or `\`.
    Relative(&'a str),
    /// `uri`: an address, perhaps one that [`Loader::address`] gave the beginning of.
    Uri(&'a str),
}

/// Why a linked document is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// It should be among the given files and is not; or can't be read. The text says which and why.
    #[error("{0}")]
    NotFound(String),
    /// It may not be read. The text says why.
    #[error("{0}")]
    Refused(String),
    /// It lies elsewhere, and nobody asks there.
    #[error("it is not among the given files")]
    Remote,
}

/// Reads linked templates and parameters.
pub trait Loader {
    /// The address that the document of this source could be linked under, for `deployment().properties.templateLink.uri`.
    fn address(&self, source: SourceId) -> Option<Arc<str>>;

    /// Reads and parses what the document `from` links to, under a source of its own.
    ///
    /// # Errors
    ///
    /// When there is no such document ([`LoadError::NotFound`]), it may not be read ([`LoadError::Refused`]) or it lies
    /// elsewhere ([`LoadError::Remote`]).
    fn load(&self, from: SourceId, link: TemplateLink<'_>) -> Result<Parsed, LoadError>;

    /// A resource that exists already, by its full id, as the service answers about it: with `properties`.
    fn resource(&self, id: &str) -> Option<Node> {
        let _ = id;
        None
    }
}

/// Follows no links.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLoader;

impl Loader for NoLoader {
    fn address(&self, _: SourceId) -> Option<Arc<str>> {
        None
    }

    fn load(&self, _: SourceId, _: TemplateLink<'_>) -> Result<Parsed, LoadError> {
        Err(LoadError::Remote)
    }
}
