//! Text as it is found in certificate files: UTF-8, UTF-16 or older, with the way back to the bytes.

use std::borrow::Cow;

use crate::input::layer::Layer;
use crate::input::places::ByteRuns;

/// Text, how it was encoded, and where its bytes were in the input.
pub(crate) struct Characters<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) layer: Option<Layer>,
    /// None when the text is the input.
    pub(crate) runs: Option<ByteRuns>,
}

impl<'a> Characters<'a> {
    /// Reads bytes as text; none when they are binary.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xFE, rest @ ..] => Some(utf16(rest, 2, false, true)),
            [0xFE, 0xFF, rest @ ..] => Some(utf16(rest, 2, true, true)),
            [0xEF, 0xBB, 0xBF, rest @ ..] => utf8_after_mark(rest),
            _ => match utf16_without_mark(bytes) {
                Some(big_endian) => Some(utf16(bytes, 0, big_endian, false)),
                None => one_or_more_bytes(bytes),
            },
        }
    }
}

/// Whether a character takes no room on the screen, or only room, and is no plain white space.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{A0}' | '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}'
            | '\u{205F}'..='\u{206F}' | '\u{3000}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{85}'
    ) || (character.is_control() && !is_white(character))
}

/// Plain white space: space, tab, line breaks, form feed.
pub(crate) fn is_white(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{B}' | '\u{C}')
}

/// White space or invisible: nothing a reader would see.
pub(crate) fn is_unseen(character: char) -> bool {
    is_white(character) || is_invisible(character)
}

/// The name of an invisible character, for messages.
pub(crate) fn invisible_name(character: char) -> String {
    let name = match character {
        '\u{A0}' => "a no-break space",
        '\u{FEFF}' => "a byte order mark",
        '\u{200B}' => "a zero-width space",
        '\u{200E}' => "a left-to-right mark",
        '\u{200F}' => "a right-to-left mark",
        '\u{AD}' => "a soft hyphen",
        '\0' => "a NUL character",
        _ => "an invisible character",
    };
    format!("{name} (U+{:04X})", u32::from(character))
}

fn utf8_after_mark(rest: &[u8]) -> Option<Characters<'_>> {
    let text = std::str::from_utf8(rest).ok()?;
    let mut runs = ByteRuns::default();
    runs.push_all(3, text.len());
    Some(Characters {
        text: Cow::Borrowed(text),
        layer: Some(Layer::Utf8ByteOrderMark),
        runs: Some(runs),
    })
}

fn one_or_more_bytes(bytes: &[u8]) -> Option<Characters<'_>> {
    let armored = memchr::memmem::find(bytes, b"-----BEGIN").is_some();
    if !armored && !bytes.iter().all(|octet| is_text_octet(*octet)) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Characters { text: Cow::Borrowed(text), layer: None, runs: None }),
        Err(_) => Some(one_byte(bytes)),
    }
}

/// Reads each byte as the character of the same number, which is right for the ASCII part and good enough for the rest.
fn one_byte(bytes: &[u8]) -> Characters<'_> {
    let mut runs = ByteRuns::default();
    let mut text = String::with_capacity(bytes.len() + 16);
    for (at, octet) in bytes.iter().enumerate() {
        let character = char::from(*octet);
        text.push(character);
        runs.push(at, 1, character.len_utf8());
    }
    Characters { text: Cow::Owned(text), layer: Some(Layer::OneByteText), runs: Some(runs) }
}

fn is_text_octet(octet: u8) -> bool {
    // 1A ends a text file of DOS; NUL ends a string of C.
    octet >= 0x20 && octet != 0x7F
        || matches!(octet, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A | 0)
}

/// Whether bytes without a byte order mark are UTF-16 all the same, and in which order.
fn utf16_without_mark(bytes: &[u8]) -> Option<bool> {
    let units = || bytes.chunks_exact(2).take(64);
    let all = |high: usize, low: usize| {
        units().all(|unit| unit[high] == 0 && is_text_octet(unit[low]) && unit[low] != 0)
    };
    match bytes.len() >= 4 {
        true if all(1, 0) => Some(false),
        true if all(0, 1) => Some(true),
        _ => None,
    }
}

fn utf16(
    bytes: &[u8],
    offset: usize,
    big_endian: bool,
    byte_order_mark: bool,
) -> Characters<'static> {
    let number = |pair: &[u8]| match *pair {
        [one, two] if big_endian => u16::from_be_bytes([one, two]),
        [one, two] => u16::from_le_bytes([one, two]),
        _ => 0xFFFD,
    };
    let mut runs = ByteRuns::default();
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut at = offset;
    for character in char::decode_utf16(bytes.chunks(2).map(number)) {
        let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        let length = character.len_utf16() * 2;
        let length = length.min(offset + bytes.len() - at);
        text.push(character);
        runs.push(at, length, character.len_utf8());
        at += length;
    }
    Characters {
        text: Cow::Owned(text),
        layer: Some(Layer::Utf16 { big_endian, byte_order_mark }),
        runs: Some(runs),
    }
}
