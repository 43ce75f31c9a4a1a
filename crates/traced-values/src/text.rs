//! From the bytes of a file to its text: UTF-8 and UTF-16, with and without byte order mark.

use std::borrow::Cow;

/// How the bytes of a file were encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, the low byte first, as Windows `PowerShell` writes with `>`.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
}

/// The text of a file, without byte order mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text. Spans count its bytes.
    pub text: Cow<'a, str>,
    /// How it was encoded.
    pub encoding: Encoding,
    /// Whether a byte order mark stood before it.
    pub marked: bool,
}

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The bytes are not UTF-8 from this one on (counted in the file, from 0).
    #[error("not UTF-8 at byte {offset}")]
    Utf8 {
        /// The first byte that fits no character.
        offset: usize,
    },
    /// Half a surrogate pair, or half a unit at the end.
    #[error("not UTF-16 at byte {offset}")]
    Utf16 {
        /// The first byte of the unit that fits no character.
        offset: usize,
    },
    /// UTF-32.
    #[error("UTF-32 is not supported")]
    Utf32,
}

/// Decodes the bytes of a file.
///
/// # Errors
///
/// When the bytes are not UTF-8 (or, where a byte order mark or the first character says so, not UTF-16).
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, DecodeError> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] | [1..=0x7f, 0, 0, 0, ..] => {
            Err(DecodeError::Utf32)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest, 3),
        [0xff, 0xfe, rest @ ..] => utf16(rest, 2, Encoding::Utf16Le),
        [0xfe, 0xff, rest @ ..] => utf16(rest, 2, Encoding::Utf16Be),
        // JSON and PEM begin with an ASCII character, so one zero byte tells (RFC 4627, section 3).
        [1..=0x7f, 0, ..] => utf16(bytes, 0, Encoding::Utf16Le),
        [0, 1..=0x7f, ..] => utf16(bytes, 0, Encoding::Utf16Be),
        _ => utf8(bytes, 0),
    }
}

fn utf8(bytes: &[u8], skipped: usize) -> Result<Decoded<'_>, DecodeError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            Ok(Decoded { text: Cow::Borrowed(text), encoding: Encoding::Utf8, marked: skipped > 0 })
        }
        Err(error) => Err(DecodeError::Utf8 { offset: skipped + error.valid_up_to() }),
    }
}

fn utf16(
    bytes: &[u8],
    skipped: usize,
    encoding: Encoding,
) -> Result<Decoded<'static>, DecodeError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| match encoding {
        Encoding::Utf16Be => u16::from_be_bytes(*pair),
        Encoding::Utf8 | Encoding::Utf16Le => u16::from_le_bytes(*pair),
    });
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut offset = skipped;
    for decoded in char::decode_utf16(units) {
        let Ok(character) = decoded else { return Err(DecodeError::Utf16 { offset }) };
        text.push(character);
        offset += 2 * character.len_utf16();
    }
    if !rest.is_empty() {
        return Err(DecodeError::Utf16 { offset });
    }
    Ok(Decoded { text: Cow::Owned(text), encoding, marked: skipped > 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16_bytes(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "{\"name\": \"grün 😀\"}";
        let little = utf16_bytes(text, u16::to_le_bytes);
        let big = utf16_bytes(text, u16::to_be_bytes);
        for (mark, bytes, encoding) in [
            (&[][..], text.as_bytes(), Encoding::Utf8),
            (&[0xef, 0xbb, 0xbf], text.as_bytes(), Encoding::Utf8),
            (&[], &little, Encoding::Utf16Le),
            (&[0xff, 0xfe], &little, Encoding::Utf16Le),
            (&[], &big, Encoding::Utf16Be),
            (&[0xfe, 0xff], &big, Encoding::Utf16Be),
        ] {
            let file = [mark, bytes].concat();
            let decoded = decode(&file).expect("is text");
            assert_eq!(decoded.text, text);
            assert_eq!(decoded.encoding, encoding);
            assert_eq!(decoded.marked, !mark.is_empty());
        }
    }

    #[test]
    fn what_is_no_text_is_told_with_its_place() {
        assert_eq!(decode(b"ab\xffc"), Err(DecodeError::Utf8 { offset: 2 }));
        assert_eq!(decode(b"\xef\xbb\xbfab\xff"), Err(DecodeError::Utf8 { offset: 5 }));
        assert_eq!(decode(b"{\0\x3d\xd8}\0"), Err(DecodeError::Utf16 { offset: 2 }));
        assert_eq!(decode(b"{\0}\0x"), Err(DecodeError::Utf16 { offset: 4 }));
        assert_eq!(decode(b"{\0\0\0}\0\0\0"), Err(DecodeError::Utf32));
    }
}
