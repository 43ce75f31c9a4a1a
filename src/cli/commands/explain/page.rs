//! What every answer of `gatelint explain` needs: the width of a page, and symptoms with the lints that exist.

use crate::console::Streams;
use crate::lints;
use crate::symptom::Symptom;

/// What is read in one piece is no wider than this.
const WIDEST: usize = 100;

/// The width of a page.
pub(crate) fn width(streams: &Streams) -> usize {
    streams.out.look().width.unwrap_or(WIDEST).min(WIDEST)
}

/// The symptom with those of its lints that are in the register.
pub(crate) fn registered(symptom: &Symptom) -> Symptom {
    symptom.with_lints(|id| lints::find(id).is_some())
}
