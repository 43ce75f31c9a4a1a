//! A part of a text that remembers where the text was in the input.

use std::ops::Range;

use crate::input::characters::is_unseen;
use crate::input::places::Places;

/// A part of a text, and where the text was in the input.
#[derive(Clone)]
pub(crate) struct Passage<'a> {
    pub(crate) text: &'a str,
    pub(crate) range: Range<usize>,
    pub(crate) places: Places,
}

impl<'a> Passage<'a> {
    pub(crate) fn whole(text: &'a str, places: Places) -> Self {
        Self { text, range: 0..text.len(), places }
    }

    /// Another part of the same text.
    pub(crate) fn part(&self, range: Range<usize>) -> Self {
        Self { text: self.text, range, places: self.places.clone() }
    }

    pub(crate) fn str(&self) -> &'a str {
        &self.text[self.range.clone()]
    }

    /// Where a range of the text was in the input.
    pub(crate) fn in_input(&self, range: Range<usize>) -> Range<usize> {
        self.places.in_input(range)
    }

    /// Where the passage was in the input.
    pub(crate) fn place(&self) -> Range<usize> {
        self.in_input(self.range.clone())
    }

    /// The passage without white space and invisible characters around it.
    pub(crate) fn trimmed(&self) -> Self {
        let text = self.str();
        let start = self.range.start + (text.len() - text.trim_start_matches(is_unseen).len());
        let end = self.range.start + text.trim_end_matches(is_unseen).len();
        self.part(start..end.max(start))
    }
}
