//! Base64 text: what of it is data, and what else stands in it.

use std::ops::Range;

use crate::input::characters::{is_invisible, is_white};
use crate::input::places::ByteRuns;

/// Base64 text taken apart; offsets are of the text it was read from.
#[derive(Default)]
pub(crate) struct Base64Body {
    /// The characters of the alphabet, `-` and `_` already as `+` and `/`, and `=`.
    pub(crate) kept: Vec<u8>,
    /// Where each kept character stands in the text.
    pub(crate) runs: ByteRuns,
    /// The lines that hold data.
    pub(crate) lines: Vec<Base64Line>,
    pub(crate) white: Occurrences,
    pub(crate) line_breaks: usize,
    pub(crate) invisible: Occurrences,
    pub(crate) first_invisible: Option<char>,
    pub(crate) escaped_breaks: Occurrences,
    pub(crate) escaped: Occurrences,
    pub(crate) url_safe: Occurrences,
    pub(crate) foreign: Vec<(char, Range<usize>)>,
    pub(crate) foreign_count: usize,
}

/// One line of base64 text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base64Line {
    /// The number of kept characters before the line.
    pub(crate) before: usize,
    /// The number of kept characters in it.
    pub(crate) length: usize,
    /// Where it stands in the text.
    pub(crate) range: Range<usize>,
}

/// How often something was seen, and where first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Occurrences {
    pub(crate) count: usize,
    /// How many stretches of it there are.
    pub(crate) stretches: usize,
    pub(crate) first: Range<usize>,
    end: usize,
}

impl Occurrences {
    fn note(&mut self, range: Range<usize>) {
        if self.count == 0 || self.end != range.start {
            self.stretches += 1;
        }
        self.count += 1;
        self.end = range.end;
        match self.stretches {
            1 if self.count == 1 => self.first = range,
            1 => self.first.end = range.end,
            _ => {}
        }
    }

    pub(crate) fn any(&self) -> bool {
        self.count > 0
    }
}

/// The most foreign characters that are remembered.
const FOREIGN: usize = 100;

impl Base64Body {
    /// Takes apart the `range` of `text`.
    pub(crate) fn read(text: &str, range: Range<usize>) -> Self {
        let mut body = Self::default();
        let mut at = range.start;
        while at < range.end {
            let plain = text.as_bytes()[at..range.end]
                .iter()
                .take_while(|octet| is_base64(**octet))
                .count();
            body.kept.extend_from_slice(&text.as_bytes()[at..at + plain]);
            body.runs.push_all(at, plain);
            body.extend_line(at, plain);
            at += plain;
            if let Some(character) = text[at..range.end].chars().next() {
                at += body.other(&text[at..range.end], character, at);
            }
        }
        body.lines.retain(|line| line.length > 0);
        body
    }

    fn keep(&mut self, octet: u8, at: usize, length: usize) {
        self.kept.push(octet);
        self.runs.push(at, length, 1);
        let line = self.line(at);
        line.length += 1;
        line.range.end = at + length;
    }

    fn line(&mut self, at: usize) -> &mut Base64Line {
        if self.lines.is_empty() {
            self.break_line(at);
        }
        let last = self.lines.len() - 1;
        let line = &mut self.lines[last];
        if line.length == 0 {
            line.range = at..at;
        }
        line
    }

    fn extend_line(&mut self, at: usize, count: usize) {
        if count > 0 {
            let line = self.line(at);
            line.length += count;
            line.range.end = at + count;
        }
    }

    fn break_line(&mut self, at: usize) {
        let line = Base64Line { before: self.kept.len(), length: 0, range: at..at };
        match self.lines.last_mut().filter(|line| line.length == 0) {
            Some(empty) => *empty = line,
            None => self.lines.push(line),
        }
    }

    /// Takes in what is not plain base64 at `at`; gives its length.
    fn other(&mut self, rest: &str, character: char, at: usize) -> usize {
        let length = character.len_utf8();
        match character {
            '-' | '_' => {
                self.keep(if character == '-' { b'+' } else { b'/' }, at, 1);
                self.url_safe.note(at..at + 1);
            }
            '\n' | '\r' => {
                // CR and LF together are one.
                if character == '\n' || !rest.starts_with("\r\n") {
                    self.line_breaks += 1;
                }
                self.white.note(at..at + 1);
                self.break_line(at + 1);
            }
            _ if is_white(character) => self.white.note(at..at + length),
            _ if is_invisible(character) => {
                self.first_invisible.get_or_insert(character);
                self.invisible.note(at..at + length);
            }
            '\\' | '`' | '%' => return self.escape(rest, character, at),
            _ => self.add_foreign(character, at..at + length),
        }
        length
    }

    fn escape(&mut self, rest: &str, character: char, at: usize) -> usize {
        match unescape(rest) {
            None => {
                self.add_foreign(character, at..at + 1);
                1
            }
            Some((escaped, length)) => {
                let range = at..at + length;
                if is_white(escaped) {
                    self.escaped_breaks.note(range);
                    if escaped == '\n' || escaped == '\r' {
                        self.break_line(at + length);
                    }
                } else {
                    let octet = u8::try_from(escaped).unwrap_or(b'?');
                    self.keep(octet, at, length);
                    self.escaped.note(range);
                }
                length
            }
        }
    }

    fn add_foreign(&mut self, character: char, range: Range<usize>) {
        self.foreign_count += 1;
        if self.foreign.len() < FOREIGN {
            self.foreign.push((character, range));
        }
    }

    /// The number of data characters: without `=` at the end.
    pub(crate) fn data_length(&self) -> usize {
        self.kept.iter().rposition(|octet| *octet != b'=').map_or(0, |last| last + 1)
    }

    /// The width that nearly all lines have, and the lines that have another, by their number from 0.
    ///
    /// None when the lines show no width or all have it. The last line may be shorter.
    pub(crate) fn odd_lines(&self) -> Option<(usize, Vec<usize>)> {
        let (last, full) = self.lines.split_last()?;
        if full.len() < 3 {
            return None;
        }
        let mut widths: Vec<usize> = full.iter().map(|line| line.length).collect();
        widths.sort_unstable();
        let width = widths[widths.len() / 2];
        let odd: Vec<usize> = self
            .lines
            .iter()
            .enumerate()
            .filter(|(_, line)| {
                if std::ptr::eq(*line, last) { line.length > width } else { line.length != width }
            })
            .map(|(number, _)| number)
            .collect();
        (!odd.is_empty() && odd.len() * 3 <= full.len()).then_some((width, odd))
    }

    /// Runs of at least three letters `x`, which nobody's data has by chance but a cautious author puts there.
    pub(crate) fn overtyped(&self) -> Vec<Range<usize>> {
        let mut at = 0;
        let mut runs = Vec::new();
        for run in self.kept.chunk_by(|one, two| one == two) {
            if run.len() >= 3 && run[0].eq_ignore_ascii_case(&b'x') {
                runs.push(at..at + run.len());
            }
            at += run.len();
        }
        runs
    }

    /// The number, from 0, of the line that holds a kept character.
    pub(crate) fn line_of(&self, kept: usize) -> usize {
        self.lines.partition_point(|line| line.before <= kept).saturating_sub(1)
    }
}

/// The most back slashes of one escape: each tool that escapes once more doubles them.
const MOST_SLASHES: usize = 16;

fn is_base64(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'=')
}

/// The character that an escape at the start of `rest` stands for, and the length of the escape.
///
/// Knows `\n`, `\\n`, `\/`, `\u002B`, `` `n `` and `%2B`; only white space and base64 characters count.
fn unescape(rest: &str) -> Option<(char, usize)> {
    let hex = |digits: Option<&str>| {
        let digits =
            digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
        u8::from_str_radix(digits, 16).ok().map(char::from)
    };
    let (character, length) = if rest.starts_with('%') {
        (hex(rest.get(1..3))?, 3)
    } else {
        let slashes = rest
            .bytes()
            .take(MOST_SLASHES)
            .take_while(|octet| *octet == rest.as_bytes()[0])
            .count();
        match rest[slashes..].chars().next()? {
            'n' => ('\n', slashes + 1),
            'r' => ('\r', slashes + 1),
            't' => ('\t', slashes + 1),
            '/' => ('/', slashes + 1),
            'u' if rest.get(slashes + 1..slashes + 3) == Some("00") => {
                (hex(rest.get(slashes + 3..slashes + 5))?, slashes + 5)
            }
            _ => return None,
        }
    };
    let known = is_white(character) || u8::try_from(character).is_ok_and(is_base64);
    known.then_some((character, length))
}
