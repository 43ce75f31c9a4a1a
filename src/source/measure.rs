//! Lines and characters of a text, counted once at regular distances so that no place has to be counted from the start.

/// How far the marks are apart, in bytes.
const DISTANCE: usize = 1024;

/// What stands before every 1,024th byte of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Measure {
    marks: Vec<Mark>,
}

/// What stands before one byte.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    /// Line breaks.
    lines: usize,
    /// Characters that begin there.
    characters: usize,
    /// The beginning of the line that the byte stands in.
    line_start: usize,
}

impl Measure {
    /// Of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut mark = Mark::default();
        let mut marks = Vec::with_capacity(text.len() / DISTANCE + 1);
        for (number, block) in text.as_bytes().chunks(DISTANCE).enumerate() {
            marks.push(mark);
            mark.pass(block, number * DISTANCE);
        }
        Self { marks }
    }

    /// The line and the column of a byte, both from 1; inside a character the column is 1.
    pub(super) fn position(&self, text: &str, at: usize) -> (usize, usize) {
        let at = at.min(text.len());
        let mark = self.at(text, at);
        if !text.is_char_boundary(at) {
            return (mark.lines + 1, 1);
        }
        let start = self.at(text, mark.line_start);
        (mark.lines + 1, mark.characters - start.characters + 1)
    }

    /// What stands before a byte.
    fn at(&self, text: &str, at: usize) -> Mark {
        let number = (at / DISTANCE).min(self.marks.len().saturating_sub(1));
        let mut mark = self.marks.get(number).copied().unwrap_or_default();
        mark.pass(&text.as_bytes()[number * DISTANCE..at], number * DISTANCE);
        mark
    }
}

impl Mark {
    /// Moves on over some bytes that begin at `from`.
    fn pass(&mut self, bytes: &[u8], from: usize) {
        self.lines += memchr::memchr_iter(b'\n', bytes).count();
        self.characters += bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        if let Some(last) = memchr::memrchr(b'\n', bytes) {
            self.line_start = from + last + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DISTANCE, Measure};

    /// Counted from the start.
    fn counted(text: &str, at: usize) -> (usize, usize) {
        let before = &text[..at];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
    }

    #[test]
    fn every_place_is_where_counting_finds_it() {
        let long = "\u{e9}\u{1F511}x".repeat(DISTANCE);
        let short = "a\r\n\u{e9}\n\n".repeat(DISTANCE);
        let exact = format!("{}\n{}", "x".repeat(DISTANCE - 1), "y".repeat(DISTANCE));
        for text in ["", "\n", "x", &long, &short, &exact, &format!("{short}{long}\n{long}{short}")]
        {
            let measure = Measure::of(text);
            let near = |at: &usize| {
                let rest = at % DISTANCE;
                text.len() < 4 * DISTANCE || rest < 8 || rest > DISTANCE - 8 || *at + 8 > text.len()
            };
            for at in (0..=text.len()).filter(near).filter(|at| text.is_char_boundary(*at)) {
                assert_eq!(measure.position(text, at), counted(text, at), "{at} of {}", text.len());
            }
        }
    }

    #[test]
    fn a_place_inside_a_character_or_behind_the_end_has_one_too() {
        let measure = Measure::of("a\n\u{e9}b");
        assert_eq!(measure.position("a\n\u{e9}b", 3), (2, 1));
        assert_eq!(measure.position("a\n\u{e9}b", 99), (2, 3));
    }
}
