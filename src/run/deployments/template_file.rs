//! A template as it lies in a file.

use std::path::PathBuf;
use std::sync::Mutex;

use arm_template::{Extent, SourceId};

use crate::document::Template;
use crate::resource::Kind;
use crate::run::sources::locked;
use crate::source::{self, Sources};

/// A template as it lies in a file.
pub(crate) struct TemplateFile {
    pub(crate) source: SourceId,
    pub(crate) path: Option<PathBuf>,
    pub(crate) template: Template,
    /// Whether it was named, as opposed to found in a folder.
    pub(crate) named: bool,
    /// The only parameters files that it is deployed with; none when they are those beside it.
    pub(crate) paired: Vec<PathBuf>,
}

impl TemplateFile {
    /// How much of the template has to be evaluated. That of a file that is not named and names no gateway may deploy what
    /// belongs to one, but what is wrong with all the rest is of no interest, unless it turns out to.
    pub(crate) fn extent(&self, sources: &Mutex<Sources>) -> Extent {
        let text = || locked(sources).get(self.source).text.clone();
        if self.named || source::names_gateway(text().as_bytes()) {
            Extent::Everything
        } else {
            Extent::Types(|kind| Kind::of_declared(kind).is_some())
        }
    }
}
