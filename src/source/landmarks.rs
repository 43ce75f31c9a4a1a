//! Lines and columns of a text's bytes, found without reading the text from its start each time.
//!
//! Azure answers in one line of many megabytes, with thousands of places in it.

/// What lies before every so many bytes of a text.
#[derive(Clone, Debug)]
pub(super) struct Landmarks {
    marks: Vec<Landmark>,
}

/// What lies before one byte.
#[derive(Clone, Copy, Debug, Default)]
struct Landmark {
    line_breaks: usize,
    line_start: usize,
    characters: usize,
}

/// How far the landmarks are apart, in bytes.
const APART: usize = 4096;

impl Landmarks {
    pub(super) fn of(text: &str) -> Self {
        let mut next = Landmark::default();
        let mut marks = vec![next];
        for (at, bytes) in text.as_bytes().chunks(APART).enumerate() {
            next = next.after(at * APART, bytes);
            marks.push(next);
        }
        Self { marks }
    }

    /// The line and the column of a byte of the text, both from 1, the column in characters.
    pub(super) fn line_and_column(&self, text: &str, offset: usize) -> (usize, usize) {
        let there = self.before(text, offset);
        let line_start = self.before(text, there.line_start);
        (there.line_breaks + 1, there.characters - line_start.characters + 1)
    }

    fn before(&self, text: &str, offset: usize) -> Landmark {
        let offset = offset.min(text.len());
        let nearest = offset / APART;
        let from = nearest * APART;
        self.marks[nearest].after(from, &text.as_bytes()[from..offset])
    }
}

impl Landmark {
    /// What lies before the byte behind these.
    fn after(self, from: usize, bytes: &[u8]) -> Self {
        let line_start = memchr::memrchr(b'\n', bytes).map(|at| from + at + 1);
        // Every character has one byte that does not continue another.
        let begins = |byte: &&u8| **byte & 0xC0 != 0x80;
        Self {
            line_breaks: self.line_breaks + memchr::memchr_iter(b'\n', bytes).count(),
            line_start: line_start.unwrap_or(self.line_start),
            characters: self.characters + bytes.iter().filter(begins).count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Landmarks;

    #[test]
    fn every_byte_has_the_line_and_column_that_counting_gives() {
        let long = format!("{}\n{}", "ä".repeat(5000), "x€".repeat(3000));
        let exact = "y".repeat(super::APART);
        for text in ["", "\n", "a\nb\r\nc", "Zürich\n東京", &long, &exact] {
            let landmarks = Landmarks::of(text);
            let (mut line, mut column) = (1, 1);
            for (at, letter) in text.char_indices() {
                assert_eq!(landmarks.line_and_column(text, at), (line, column), "byte {at}");
                (line, column) = if letter == '\n' { (line + 1, 1) } else { (line, column + 1) };
            }
            assert_eq!(landmarks.line_and_column(text, text.len()), (line, column));
            assert_eq!(landmarks.line_and_column(text, usize::MAX), (line, column));
        }
    }
}
