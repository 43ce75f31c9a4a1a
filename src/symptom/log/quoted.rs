//! Finds the texts of the catalogue in a stream, wherever lines and frames break them.
//!
//! The stream is brought to letters and digits alone, as the texts are, and searched block by block for the longest part of
//! each text; the parts around it have to stand around it.

use std::collections::VecDeque;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use vpn_client_files::log::Entry;

use super::super::index::{Phrase, index, parts_of};
use super::super::wording::{WordSequence, around_placeholders, fold};
use super::excerpt::excerpt;

/// A text of the catalogue that stands in the stream.
pub(super) struct Quoted {
    pub(super) symptom: usize,
    /// The line where it begins.
    pub(super) line: u64,
    /// That line.
    pub(super) text: String,
}

/// The stream, as far as it is not searched yet.
#[derive(Default)]
pub(super) struct Quotations {
    /// Letters and digits.
    letters: String,
    /// Where the entries begin in them.
    entries: VecDeque<(usize, Entry)>,
}

/// So much is searched at once.
const BLOCK: usize = 256 * 1024;
/// So much is kept for the next block: no text is longer, with what stands in the place of its placeholders.
const OVERLAP: usize = 4096;
/// No more may stand in the place of a placeholder.
const MOST_BETWEEN: usize = 300;
/// No message has more lines.
const MOST_LINES: u64 = 12;
/// In bytes: a shorter text may stand in a log by chance.
const SHORTEST: usize = 14;

impl Quotations {
    pub(super) fn take(&mut self, entry: &Entry, found: &mut dyn FnMut(Quoted)) {
        let start = self.letters.len();
        letters_of(&entry.text, &mut self.letters);
        if self.letters.len() == start {
            return;
        }
        self.entries.push_back((start, entry.clone()));
        if self.letters.len() >= BLOCK {
            let mut cut = self.letters.len() - OVERLAP;
            while !self.letters.is_char_boundary(cut) {
                cut -= 1;
            }
            self.search(cut, found);
            self.forget(cut);
        }
    }

    pub(super) fn finish(&mut self, found: &mut dyn FnMut(Quoted)) {
        self.search(self.letters.len(), found);
    }

    /// Gives the texts that begin before `cut`, of those within each other the longest only.
    fn search(&self, cut: usize, found: &mut dyn FnMut(Quoted)) {
        let known = known();
        let mut places: Vec<(usize, usize, usize)> = Vec::new();
        for anchor in known.finder.find_overlapping_iter(&self.letters) {
            let text = &known.texts[anchor.pattern().as_usize()];
            let whole = self.whole(text, anchor.start());
            let begun = whole.filter(|(start, _)| *start < cut);
            places.extend(begun.map(|(start, end)| (start, end, text.symptom)));
        }
        places.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(other.1.cmp(&one.1)));
        let mut furthest: Option<(usize, usize)> = None;
        for (start, end, symptom) in places {
            if furthest.is_some_and(|(_, before)| end <= before) {
                continue;
            }
            furthest = Some((start, end));
            let (begin, entry) = self.entry_at(start);
            let text = excerpt(&entry.text, byte_of(&entry.text, start - begin));
            found(Quoted { symptom, line: entry.line, text });
        }
    }

    /// Where the whole text stands whose part is at a place.
    fn whole(&self, text: &QuotedText, at: usize) -> Option<(usize, usize)> {
        let QuotedText { parts, longest, .. } = text;
        let mut start = at;
        for before in parts[..*longest].iter().rev() {
            let least = self.boundary(start.saturating_sub(MOST_BETWEEN + before.len()));
            start = least + self.letters[least..start].rfind(before.as_str())?;
        }
        let mut end = at + parts[*longest].len();
        for after in &parts[longest + 1..] {
            let most = self.boundary((end + MOST_BETWEEN + after.len()).min(self.letters.len()));
            end += self.letters[end..most].find(after.as_str())? + after.len();
        }
        let lines = self.entry_at(end - 1).1.line - self.entry_at(start).1.line;
        (lines <= MOST_LINES).then_some((start, end))
    }

    fn boundary(&self, mut at: usize) -> usize {
        while !self.letters.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn entry_at(&self, at: usize) -> (usize, &Entry) {
        let behind = self.entries.partition_point(|(start, _)| *start <= at);
        let (start, entry) = &self.entries[behind.saturating_sub(1)];
        (*start, entry)
    }

    fn forget(&mut self, cut: usize) {
        // The entry that goes on beyond the cut is kept whole.
        let behind = self.entries.partition_point(|(start, _)| *start <= cut);
        self.entries.drain(..behind.saturating_sub(1));
        let from = self.entries.front().map_or(cut, |(start, _)| *start);
        self.letters.drain(..from);
        for (start, _) in &mut self.entries {
            *start -= from;
        }
    }
}

/// The byte of a line at which so many bytes of letters have passed.
fn byte_of(line: &str, letters: usize) -> usize {
    let mut passed = 0;
    for (at, char) in line.char_indices() {
        if passed >= letters && char.is_alphanumeric() {
            return at;
        }
        if char.is_alphanumeric() {
            passed += char.len_utf8();
        }
    }
    0
}

/// Adds the letters and digits of a line, in lower case.
fn letters_of(line: &str, letters: &mut String) {
    let plain = |byte: u8| byte.is_ascii() && !b"&'<\\`_".contains(&byte);
    if line.bytes().all(plain) {
        letters.extend(
            line.bytes()
                .filter(u8::is_ascii_alphanumeric)
                .map(|byte| char::from(byte.to_ascii_lowercase())),
        );
        return;
    }
    let folded = fold(&unescaped(line));
    let folded = around_placeholders(&folded).join(" ");
    letters.push_str(&WordSequence::of(&folded).joined());
}

/// A line without the escapes of JSON (`\r\n`, `\u00e9`) and of PowerShell's XML (`_x000D_`).
fn unescaped(line: &str) -> String {
    if !line.contains(['\\', '_']) {
        return line.to_owned();
    }
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['\\', '_']) {
        kept.push_str(&rest[..at]);
        let behind = &rest[at..];
        let hex =
            |digits: Option<&str>| u32::from_str_radix(digits?, 16).ok().and_then(char::from_u32);
        let (char, length) = match behind.as_bytes() {
            [b'\\', b'r' | b'n' | b't', ..] => (Some(' '), 2),
            [b'\\', b'u', ..] => (hex(behind.get(2..6)), 6),
            [b'_', b'x', _, _, _, _, b'_', ..] => (hex(behind.get(2..6)), 7),
            _ => (None, 1),
        };
        let (char, length) =
            char.map_or((char::from(behind.as_bytes()[0]), 1), |char| (char, length));
        kept.push(char);
        rest = &behind[length..];
    }
    kept.push_str(rest);
    kept
}

/// A text of the catalogue.
struct QuotedText {
    symptom: usize,
    /// Its letters before, between and behind its placeholders.
    parts: Vec<String>,
    /// The part that is looked for.
    longest: usize,
}

/// What is looked for.
struct QuotedTexts {
    finder: AhoCorasick,
    /// The text of each pattern.
    texts: Vec<QuotedText>,
}

fn known() -> &'static QuotedTexts {
    static KNOWN: LazyLock<QuotedTexts> = LazyLock::new(|| {
        // Words of this program's own stand in no log.
        let messages = index().phrases.iter().filter(|phrase| phrase.is_message());
        let texts: Vec<QuotedText> = messages.filter_map(QuotedText::of).collect();
        let patterns = texts.iter().map(|text| text.parts[text.longest].as_str());
        let finder = AhoCorasick::new(patterns).expect("the texts are fixed and few");
        QuotedTexts { finder, texts }
    });
    &KNOWN
}

impl QuotedText {
    fn of(phrase: &Phrase) -> Option<Self> {
        let parts = parts_of(without_code(phrase.shown));
        let longest = (0..parts.len()).max_by_key(|part| parts[*part].len())?;
        let length: usize = parts.iter().map(String::len).sum();
        (length >= SHORTEST).then_some(Self { symptom: phrase.symptom, parts, longest })
    }
}

/// A text without the code behind it, as in `… could not be found. (Error 798)`: logs have the one without the other.
fn without_code(text: &str) -> &str {
    let bare = text.trim_end_matches(['.', '。', ' ']);
    let Some(open) = bare.rfind(['(', '（']).filter(|_| bare.ends_with([')', '）'])) else {
        return text;
    };
    let inner = &bare[open..];
    if inner.contains(|char: char| char.is_ascii_digit()) && !inner.contains('<') {
        &bare[..open]
    } else {
        text
    }
}
