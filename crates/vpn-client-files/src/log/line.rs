//! The lines of a text that is read as a stream: UTF-8 or UTF-16, with their numbers and without what only colours them.

use std::io::{BufRead, BufReader, Error, Read};

use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

/// A line, or a piece of one that is longer than [`MOST_OF_A_LINE`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1. Pieces of a line have the same.
    pub number: u64,
    /// Its text without the line's end, control characters and the sequences that colour a terminal.
    pub text: String,
}

/// The bytes of a line that are held at once. A longer line is given in pieces.
pub const MOST_OF_A_LINE: usize = 64 * 1024;

/// The lines of a stream.
pub struct Lines<R: Read> {
    from: BufReader<DecodeReaderBytes<Peeked<R>, Vec<u8>>>,
    number: u64,
    /// Whether what comes next belongs to the line before.
    goes_on: bool,
    /// What a cut left for the next piece.
    rest: Vec<u8>,
}

/// The first bytes, which were looked at already, and what follows them.
type Peeked<R> = std::io::Chain<std::io::Cursor<Vec<u8>>, R>;

/// So many bytes tell UTF-16 without its mark.
const LOOKED_AT: u64 = 64;

impl<R: Read> Lines<R> {
    /// The lines of these bytes.
    ///
    /// # Errors
    /// When the first bytes can't be read.
    pub fn new(mut from: R) -> Result<Self, Error> {
        let mut first = Vec::new();
        from.by_ref().take(LOOKED_AT).read_to_end(&mut first)?;
        let wide = utf16_without_mark(&first);
        let decoded = DecodeReaderBytesBuilder::new()
            .encoding(wide)
            // A mark wins; without one and without an encoding the bytes pass as they are.
            .bom_override(true)
            .build(std::io::Cursor::new(first).chain(from));
        Ok(Self {
            from: BufReader::with_capacity(MOST_OF_A_LINE, decoded),
            number: 0,
            goes_on: false,
            rest: Vec::new(),
        })
    }

    /// The next line, or a piece of it.
    ///
    /// # Errors
    /// When the stream can't be read.
    pub fn read(&mut self) -> Result<Option<Line>, Error> {
        let mut bytes = std::mem::take(&mut self.rest);
        let left = MOST_OF_A_LINE.saturating_sub(bytes.len());
        let read = self.from.by_ref().take(left as u64).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        if !self.goes_on {
            self.number += 1;
        }
        let is_whole = bytes.ends_with(b"\n") || read < left;
        self.goes_on = !is_whole;
        if !is_whole {
            let cut = cut_of(&bytes);
            self.rest = bytes.split_off(cut);
        }
        Ok(Some(Line { number: self.number, text: plain(&bytes) }))
    }
}

/// Where to cut a piece of a long line so that no word and no element of XML is cut.
fn cut_of(bytes: &[u8]) -> usize {
    let half = bytes.len() / 2;
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
    let found = bytes[half..].iter().rposition(is_end).map(|at| half + at + 1);
    // Without one, at least no character is cut.
    found.unwrap_or_else(|| {
        let mut at = bytes.len();
        while at > half && bytes[at - 1] & 0xC0 == 0x80 {
            at -= 1;
        }
        if at > half && bytes[at - 1] >= 0xC0 { at - 1 } else { bytes.len() }
    })
}

/// UTF-16 that has no mark: most second bytes of what Western programs write are zero.
fn utf16_without_mark(first: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let pairs = first.len() / 2;
    let zeros = |at: usize| first.chunks_exact(2).filter(|pair| pair[at] == 0).count();
    if pairs == 0 {
        None
    } else if zeros(1) * 2 > pairs && zeros(0) == 0 {
        Some(encoding_rs::UTF_16LE)
    } else if zeros(0) * 2 > pairs && zeros(1) == 0 {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// The text of a line: bytes that are no UTF-8 replaced, escape sequences and control characters left out.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_end_matches(['\r', '\n']);
    if !text.chars().any(char::is_control) {
        return text.to_owned();
    }
    let mut kept = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        if char == '\u{1b}' && chars.peek() == Some(&'[') {
            chars.next();
            while chars.next().is_some_and(|char| !('@'..='~').contains(&char)) {}
        } else if char == '\t' {
            kept.push(' ');
        } else if !char.is_control() {
            kept.push(char);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{Lines, MOST_OF_A_LINE};
    use proptest::prelude::{ProptestConfig, any, proptest};

    fn lines(bytes: &[u8]) -> Vec<(u64, String)> {
        let mut lines = Lines::new(bytes).expect("bytes can be read");
        let mut all = Vec::new();
        while let Some(line) = lines.read().expect("bytes can be read") {
            all.push((line.number, line.text));
        }
        all
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        let order = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_lines() {
        let text = "one\r\nzwei ü\n\nvier";
        let wanted: Vec<(u64, String)> = [(1, "one"), (2, "zwei ü"), (3, ""), (4, "vier")]
            .map(|(number, text)| (number, text.to_owned()))
            .into();
        assert_eq!(lines(text.as_bytes()), wanted);
        assert_eq!(lines(format!("\u{feff}{text}").as_bytes()), wanted);
        for little in [true, false] {
            assert_eq!(lines(&utf16(text, little)), wanted, "without a mark, little: {little}");
            assert_eq!(lines(&utf16(&format!("\u{feff}{text}"), little)), wanted);
        }
    }

    #[test]
    fn colours_and_control_characters_are_left_out() {
        assert_eq!(
            lines(b"\x1b[31m\xE2\x95\xB7\x1b[0m a\tb\x00"),
            [(1, "\u{2577} a b".to_owned())]
        );
    }

    #[test]
    fn a_long_line_comes_in_pieces_that_cut_no_word() {
        let text = "word ".repeat(MOST_OF_A_LINE) + "\nnext";
        let all = lines(text.as_bytes());
        let pieces: Vec<_> = all.iter().filter(|(number, _)| *number == 1).collect();
        assert!(pieces.len() > 3);
        assert!(pieces.iter().all(|(_, text)| text.len() <= MOST_OF_A_LINE));
        assert!(pieces.iter().all(|(_, text)| text.split_whitespace().all(|word| word == "word")));
        assert_eq!(all.last(), Some(&(2, "next".to_owned())));
        // No place to cut at: nothing is lost.
        let text = "ü".repeat(MOST_OF_A_LINE);
        let joined: String = lines(text.as_bytes()).into_iter().map(|(_, text)| text).collect();
        assert_eq!(joined, text);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn any_bytes_are_read_to_their_end(bytes: Vec<u8>, more in any::<bool>()) {
            let mut bytes = bytes;
            if more { bytes.extend(b"\nlast"); }
            let all = lines(&bytes);
            assert!(all.windows(2).all(|pair| pair[0].0 <= pair[1].0));
        }
    }
}
