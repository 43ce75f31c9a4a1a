//! PEM armor: BEGIN and END lines, well written or not.

use std::ops::Range;

/// One block of PEM text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PemBlock {
    pub(crate) label: String,
    /// The BEGIN line, when it is there.
    pub(crate) begin: Option<Range<usize>>,
    /// The END line, when it is there.
    pub(crate) end: Option<Range<usize>>,
    /// What stands between them.
    pub(crate) body: Range<usize>,
    /// The first misspelling in one of the lines.
    pub(crate) slip: Option<Misspelling>,
}

/// A misspelling in a BEGIN or END line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misspelling {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
}

impl PemBlock {
    /// From the BEGIN line to the END line.
    pub(crate) fn range(&self) -> Range<usize> {
        let start = self.begin.as_ref().map_or(self.body.start, |begin| begin.start);
        start..self.end.as_ref().map_or(self.body.end, |end| end.end)
    }

    /// What is missing or misspelt, when anything is.
    pub(crate) fn fault(&self) -> Option<Misspelling> {
        let slip = |range: &Range<usize>, message: &str| Misspelling {
            range: range.clone(),
            message: message.to_owned(),
        };
        match (&self.begin, &self.end) {
            (Some(begin), None) => Some(slip(begin, "the END line is missing")),
            (None, Some(end)) => Some(slip(end, "the BEGIN line is missing")),
            _ => self.slip.clone(),
        }
    }
}

/// The most bytes that are searched for the end of a label; the longest in use has 22.
const LONGEST_LABEL: usize = 80;

/// The most BEGIN and END lines that are looked at; a whole trust store has a few hundred.
const MOST_MARKERS: usize = 4000;

/// The words of which a label has one; without them, hyphens around END are those of a comment.
const LABEL_WORDS: [&str; 5] = ["CERTIFICATE", "KEY", "PKCS", "CRL", "CMS"];

struct Marker {
    begins: bool,
    label: String,
    range: Range<usize>,
    slip: Option<String>,
}

/// Finds the blocks of a text, in order; none when it has neither a BEGIN nor an END line.
pub(crate) fn blocks(text: &str) -> Vec<PemBlock> {
    let mut markers = markers(text).into_iter().peekable();
    let mut blocks = Vec::new();
    let mut from = 0;
    while let Some(marker) = markers.next() {
        let slip = marker.slip.map(|message| Misspelling { range: marker.range.clone(), message });
        let label = marker.label;
        if !marker.begins {
            let body = from..marker.range.start;
            from = marker.range.end;
            blocks.push(PemBlock { label, begin: None, end: Some(marker.range), body, slip });
            continue;
        }
        let end = markers.next_if(|next| !next.begins);
        let until = end.as_ref().or(markers.peek()).map_or(text.len(), |next| next.range.start);
        let body = marker.range.end..until;
        let slip = slip.or_else(|| end.as_ref().and_then(|end| end_slip(&label, end)));
        let end = end.map(|end| end.range);
        from = end.as_ref().map_or(until, |end| end.end);
        blocks.push(PemBlock { label, begin: Some(marker.range), end, body, slip });
    }
    blocks
}

fn end_slip(label: &str, end: &Marker) -> Option<Misspelling> {
    let message = match &end.slip {
        Some(message) => message.clone(),
        None if end.label != label => {
            format!("the block begins as {label} and ends as {}", end.label)
        }
        None => return None,
    };
    Some(Misspelling { range: end.range.clone(), message })
}

/// Finds everything that is, or was meant to be, `-----BEGIN LABEL-----` or `-----END LABEL-----`.
fn markers(text: &str) -> Vec<Marker> {
    let markers = markers_in_capitals(text);
    if !markers.is_empty() || !text.contains("--") {
        return markers;
    }
    let mut markers = markers_in_capitals(&text.to_ascii_uppercase());
    for marker in &mut markers {
        let line = if marker.begins { "BEGIN" } else { "END" };
        marker.slip.get_or_insert_with(|| format!("the {line} line is in lowercase"));
    }
    markers
}

fn markers_in_capitals(text: &str) -> Vec<Marker> {
    let words = memchr::memmem::find_iter(text.as_bytes(), "BEGIN ").map(|at| (at, true, 6));
    let ends = memchr::memmem::find_iter(text.as_bytes(), "END ").map(|at| (at, false, 4));
    let mut found: Vec<_> = words.chain(ends).collect();
    found.sort_unstable();
    let mut taken = 0;
    found
        .into_iter()
        .filter_map(|(at, begins, length)| {
            let marker = marker(text, taken, at, begins, length)?;
            taken = marker.range.end;
            Some(marker)
        })
        .take(MOST_MARKERS)
        .collect()
}

/// Reads the line around the word BEGIN or END at `at`; what stands before `taken` belongs to another.
fn marker(text: &str, taken: usize, at: usize, begins: bool, word: usize) -> Option<Marker> {
    let before = text.get(taken..at)?.trim_end_matches(' ');
    let start = before.trim_end_matches(is_dash).len();
    let left = &before[start..];
    let after = &text[at + word..];
    let length = after.bytes().take(LONGEST_LABEL).take_while(|octet| is_label(*octet)).count();
    let label = after[..length].trim();
    let rest = &text[at + word + length..];
    let dashes = rest.len() - rest.trim_start_matches(is_dash).len();
    // Where the next line follows without a line break, half of the hyphens are its own.
    let right = if dashes > 7 && rest.starts_with("-----") { &rest[..5] } else { &rest[..dashes] };
    // A single hyphen may be anything, but a word processor makes one long dash of several.
    let weight = |dash: char| if dash == '-' { 1 } else { 2 };
    let weight: usize = left.chars().chain(right.chars()).map(weight).sum();
    let alone = label == "CERTIFICATE"
        && (taken + start == 0 || text[..taken + start].ends_with('\n'))
        && (rest.is_empty() || rest.starts_with(['\n', '\r']));
    let exact = left == "-----" && right == "-----";
    let known = exact || LABEL_WORDS.iter().any(|word| label.contains(word));
    if label.is_empty() || !known || (weight < 4 && !alone) {
        return None;
    }
    let range = taken + start..at + word + length + right.len();
    let slip = slip(left, right, at - taken - before.len() + (length - label.len()), begins);
    Some(Marker { begins, label: label.to_owned(), range, slip })
}

fn slip(left: &str, right: &str, spaces: usize, begins: bool) -> Option<String> {
    let line = if begins { "BEGIN" } else { "END" };
    if let Some(dash) = left.chars().chain(right.chars()).find(|dash| *dash != '-') {
        return Some(format!(
            "the {line} line has '{dash}' (U+{:04X}) instead of a hyphen",
            u32::from(dash)
        ));
    }
    match (left.len(), right.len()) {
        (5, 5) if spaces == 0 => None,
        (5, 5) => Some(format!("the {line} line has spaces next to its hyphens")),
        (5, count) => Some(format!("the {line} line ends with {} instead of 5", hyphens(count))),
        (count, _) => Some(format!("the {line} line begins with {} instead of 5", hyphens(count))),
    }
}

fn hyphens(count: usize) -> String {
    if count == 1 { "1 hyphen".to_owned() } else { format!("{count} hyphens") }
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn is_label(octet: u8) -> bool {
    octet.is_ascii_uppercase() || octet.is_ascii_digit() || matches!(octet, b' ' | b'_' | b'#')
}
