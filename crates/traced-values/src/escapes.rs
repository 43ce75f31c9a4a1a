//! From places in an unescaped string to places in the text of its literal.

use std::collections::HashMap;
use std::ops::Range;

use crate::span::{Span, text_offset as offset};

/// The escapes of those strings of a document that are evaluated and hold any.
#[derive(Debug, Default)]
pub struct Escapes {
    /// By the place of the literal's opening quote.
    strings: HashMap<u32, Vec<Jump>>,
}

/// After an escape, text and literal drift apart.
#[derive(Clone, Copy, Debug)]
struct Jump {
    /// The first byte of the unescaped text after the escaped character.
    text: u32,
    /// The first byte of the literal (its quote is 0) after the escape.
    literal: u32,
    /// The first byte of the unescaped character itself, and of its escape.
    from: (u32, u32),
}

impl Escapes {
    pub(crate) fn is_empty(&self) -> bool {
        self.strings.is_empty()
    }

    pub(crate) fn note(&mut self, start: u32, literal: &str) {
        self.strings.insert(start, jumps(literal).collect());
    }

    /// The place in the source of a byte of the string whose literal begins at `start`; none when the string has no escapes.
    #[must_use]
    pub fn place(&self, start: u32, text_offset: u32) -> Option<u32> {
        let jumps = self.strings.get(&start)?;
        let before = jumps.partition_point(|jump| jump.from.0 <= text_offset);
        let place = match before.checked_sub(1).map(|last| jumps[last]) {
            None => 1 + text_offset,
            Some(jump) if text_offset < jump.text => jump.from.1,
            Some(jump) => jump.literal + (text_offset - jump.text),
        };
        Some(start + place)
    }
}

/// The byte of a string literal (its opening quote is byte 0) where the byte `text_offset` of the unescaped string stands.
///
/// A byte inside an escaped character stands where its escape begins; the end of the string is the closing quote.
#[must_use]
pub fn string_offset(literal: &str, text_offset: usize) -> usize {
    let mut place = 1 + text_offset;
    for jump in jumps(literal) {
        if text_offset < jump.from.0 as usize {
            break;
        }
        if text_offset < jump.text as usize {
            return jump.from.1 as usize;
        }
        place = jump.literal as usize + (text_offset - jump.text as usize);
    }
    place.min(literal.len().saturating_sub(1))
}

/// The span of a part of a string in its source: `span` is that of the literal with its quotes, `range` counts
/// the bytes of the unescaped string.
///
/// A span that is no string literal of `source` is given back whole.
#[must_use]
pub fn string_span(source: &str, span: Span, range: Range<usize>) -> Span {
    let Some(literal) = source.get(span.range()).filter(|text| is_literal(text)) else {
        return span;
    };
    let start = string_offset(literal, range.start);
    let end = string_offset(literal, range.end.max(range.start));
    Span::new(span.source, span.start + offset(start), span.start + offset(end))
}

fn is_literal(text: &str) -> bool {
    text.len() >= 2 && text.starts_with('"') && text.ends_with('"')
}

fn jumps(literal: &str) -> impl Iterator<Item = Jump> + '_ {
    let bytes = literal.as_bytes();
    let mut literal_at = 1;
    let mut text_at = 1;
    std::iter::from_fn(move || {
        let found = literal.get(literal_at..)?.find('\\')?;
        let from = (text_at + found - 1, literal_at + found);
        let (escape, character) = match bytes.get(from.1 + 1) {
            Some(b'u') => unicode(literal, from.1),
            _ => (2, 1),
        };
        literal_at = from.1 + escape;
        text_at = from.0 + character + 1;
        Some(Jump {
            text: offset(from.0 + character),
            literal: offset(literal_at),
            from: (offset(from.0), offset(from.1)),
        })
    })
}

/// The lengths of a `\u` escape (of both halves of a surrogate pair) and of its character in UTF-8.
fn unicode(literal: &str, at: usize) -> (usize, usize) {
    let unit = |at: usize| {
        literal.get(at + 2..at + 6).and_then(|digits| u32::from_str_radix(digits, 16).ok())
    };
    match unit(at) {
        Some(0xd800..=0xdbff) => (12, 4),
        Some(unit) => (6, char::from_u32(unit).map_or(3, char::len_utf8)),
        None => (2, 1),
    }
}
