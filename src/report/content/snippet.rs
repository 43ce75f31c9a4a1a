//! Excerpts of sources for people: the lines around a place, cut to a readable length, secrets masked.

use std::ops::Range;

use arm_template::Span;

use crate::finding::Report;

/// Lines longer than this are cut around the place, in bytes.
const LONG_LINE: usize = 120;
/// How much of a long place is shown, in bytes.
const LONG_PLACE: usize = 72;
/// How much of a cut line is kept before and after the place, in bytes.
const AROUND: usize = 24;

/// Places longer than this are not repeated whole, in bytes.
const LONGEST_REPEATED: usize = 2048;

/// Some lines of a source, with the place in them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The text to show.
    pub(crate) text: String,
    /// The number of its first line.
    pub(crate) line: usize,
    /// The place, in bytes of the text.
    pub(crate) place: Range<usize>,
    /// Whether a part of the line is left out.
    pub(crate) cut: bool,
}

/// The line of a place. A place of several lines is shown by its first one.
pub(crate) fn excerpt(report: &Report, span: Span) -> Option<Excerpt> {
    let source = report.sources.get(span.source);
    if source.binary.is_some() || source.text.is_empty() {
        return None;
    }
    let text = &*source.text;
    let start = (span.start as usize).min(text.len());
    let (line_start, line_end) = line_around(text.as_bytes(), start);
    let end = (span.end as usize).clamp(start, line_end);

    let (from, to) = if line_end - line_start > LONG_LINE {
        let from = start.saturating_sub(AROUND).max(line_start);
        let to = end.min(start + LONG_PLACE) + if end - start > LONG_PLACE { 0 } else { AROUND };
        (floor(text, from), ceil(text, to.min(line_end)))
    } else {
        (line_start, line_end)
    };
    let shown_end = end.min(to);
    let mut shown = harmless(&report.masked(span.source, text, from..to));
    let mut place = start - from..shown_end - from;
    if from > line_start {
        shown.insert_str(0, "...");
        place = place.start + 3..place.end + 3;
    }
    if to < line_end {
        shown.push_str("...");
    }
    Some(Excerpt {
        text: shown,
        line: report.sources.position(span.source, span.start).line,
        place,
        cut: from > line_start || to < line_end,
    })
}

/// The line of a byte, without its line break; of a line that goes on for longer than is shown, a part that is longer
/// than is shown, too.
fn line_around(text: &[u8], at: usize) -> (usize, usize) {
    const FAR: usize = LONG_LINE + LONG_PLACE + AROUND + 2;
    let first = at.saturating_sub(FAR);
    let start = memchr::memrchr(b'\n', &text[first..at]).map_or(first, |found| first + found + 1);
    let last = text.len().min(at + FAR);
    let end = memchr::memchr(b'\n', &text[at..last]).map_or(last, |found| at + found);
    let ends = end == text.len() || text[end] == b'\n';
    let end = if ends && text[..end].ends_with(b"\r") { end - 1 } else { end };
    (start, end.max(at))
}

/// What a place covers, when it is text and not long.
pub(crate) fn covered(report: &Report, span: Span) -> Option<String> {
    let source = report.sources.get(span.source);
    let (from, to) = (span.start as usize, span.end as usize);
    let short = to > from && to - from <= LONGEST_REPEATED;
    (short && source.text.get(from..to).is_some())
        .then(|| report.masked(span.source, &source.text, from..to))
}

/// The text with something to see in the place of what is hidden, of as many bytes, so that columns stay.
fn harmless(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter.len_utf8() {
            _ if !crate::visible::is_hidden(letter) => shown.push(letter),
            1 => shown.push(' '),
            2 => shown.push('\u{b7}'),
            3 => shown.push('\u{fffd}'),
            _ => shown.push_str("\u{b7}\u{b7}"),
        }
    }
    shown
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
