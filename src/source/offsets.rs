//! From bytes of a file to bytes of its text, which differ where the text is not plain UTF-8.

use std::ops::Range;
use std::sync::Arc;

use super::text::{Encoding, Source};

/// Where a byte of a file stands in the text that was decoded from it.
#[derive(Clone, Debug, Default)]
pub struct Offsets {
    kind: Mapping,
    /// The bytes of the text; of the file when it is no text.
    end: usize,
}

#[derive(Clone, Debug, Default)]
enum Mapping {
    #[default]
    Same,
    /// So many bytes of byte order mark stand before the text.
    After(usize),
    /// UTF-16: where each of its units stands in the text.
    Units { mark: usize, starts: Arc<[u32]> },
}

impl Offsets {
    /// Of a source that was decoded from these bytes.
    #[must_use]
    pub fn of(source: &Source, bytes: &[u8]) -> Self {
        if source.binary.is_some() {
            return Self { kind: Mapping::Same, end: bytes.len() };
        }
        let kind = match source.encoding {
            Encoding::Utf8 => Mapping::Same,
            Encoding::Utf8Bom => Mapping::After(3),
            Encoding::Utf16Le | Encoding::Utf16Be => {
                let marked = matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
                Mapping::Units { mark: if marked { 2 } else { 0 }, starts: starts(&source.text) }
            }
        };
        Self { kind, end: source.text.len() }
    }

    /// The range of the text for a range of the file's bytes.
    #[must_use]
    pub fn in_text(&self, range: Range<usize>) -> Range<u32> {
        let start = self.one(range.start);
        start..self.one(range.end).max(start)
    }

    fn one(&self, at: usize) -> u32 {
        let at = match &self.kind {
            Mapping::Same => at,
            Mapping::After(mark) => at.saturating_sub(*mark),
            Mapping::Units { mark, starts } => {
                let unit = at.saturating_sub(*mark) / 2;
                starts.get(unit).map_or(self.end, |start| *start as usize)
            }
        };
        u32::try_from(at.min(self.end)).unwrap_or(u32::MAX)
    }
}

/// For each unit of UTF-16, where its character begins in UTF-8.
fn starts(text: &str) -> Arc<[u32]> {
    let units = text.char_indices().flat_map(|(at, letter)| {
        std::iter::repeat_n(u32::try_from(at).unwrap_or(u32::MAX), letter.len_utf16())
    });
    units.collect()
}

#[cfg(test)]
mod tests {
    use super::Offsets;
    use crate::source::source;

    #[test]
    fn places_are_those_of_the_text() {
        let text = "é\u{1F511}MII";
        let utf16: Vec<u8> =
            format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf8 = format!("\u{feff}{text}").into_bytes();
        for (bytes, at) in [(utf16, 2 + 2 * 3), (utf8, 3 + 6), (text.as_bytes().to_vec(), 6)] {
            let read = source("x".to_owned(), bytes.clone());
            let range = Offsets::of(&read, &bytes).in_text(at..bytes.len());
            assert_eq!(&read.text[range.start as usize..range.end as usize], "MII");
        }
    }
}
