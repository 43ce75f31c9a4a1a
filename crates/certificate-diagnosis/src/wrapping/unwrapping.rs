//! The state of one unwrapping: layers taken off, flaws found.

use std::ops::Range;

use crate::diagnosis::flaw::{Flaw, FlawKind};
use crate::fields::reading::Salvage;
use crate::input::layer::Layer;
use crate::input::places::Places;

/// The most flaws that are kept; who has so many looks at the first.
const MOST_FLAWS: usize = 200;

/// The state of one unwrapping.
#[derive(Default)]
pub(crate) struct Unwrapping {
    pub(crate) layers: Vec<Layer>,
    /// The flaws, and how deep in base64 each was found.
    pub(crate) flaws: Vec<(usize, Flaw)>,
    pub(crate) overtyped: Vec<Range<usize>>,
    pub(crate) salvage: Option<Salvage>,
    pub(crate) places: Vec<(usize, Places)>,
    /// How deep in base64 it is.
    pub(super) depth: usize,
}

impl Unwrapping {
    pub(crate) fn flaw(&mut self, kind: FlawKind, range: Range<usize>, message: impl Into<String>) {
        self.flaw_at_all(kind, range, Vec::new(), message.into());
    }

    pub(crate) fn flaw_at_all(
        &mut self,
        kind: FlawKind,
        range: Range<usize>,
        also: Vec<Range<usize>>,
        message: String,
    ) {
        if self.flaws.len() < MOST_FLAWS {
            self.flaws.push((self.depth, Flaw { kind, range, also, message }));
        }
    }
}
