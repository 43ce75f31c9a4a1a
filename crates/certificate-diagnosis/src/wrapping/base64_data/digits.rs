//! Bytes written as hexadecimal or decimal numbers in place of base64.

use std::ops::Range;

use crate::input::places::ByteRuns;

/// Bytes, and where each was written in the text.
pub(crate) struct Octets {
    pub(crate) bytes: Vec<u8>,
    pub(crate) runs: ByteRuns,
}

/// The fewest bytes that are taken for data rather than for a number.
const FEWEST: usize = 16;

/// Reads hexadecimal digits, with or without spaces, colons, hyphens, commas or `0x`, that make a DER SEQUENCE.
pub(crate) fn hexadecimal(text: &str, range: Range<usize>) -> Option<Octets> {
    let mut octets = Octets { bytes: Vec::new(), runs: ByteRuns::default() };
    let bytes = text.as_bytes();
    let mut at = range.start;
    while at < range.end {
        let pair = bytes.get(at..at + 2).filter(|_| at + 2 <= range.end);
        match (bytes[at], pair) {
            (_, Some(b"0x" | b"0X" | b"\\x")) => at += 2,
            (b' ' | b'\t' | b'\r' | b'\n' | b':' | b'-' | b',' | b';', _) => at += 1,
            (_, Some(&[high, low])) => {
                let (high, low) = (char::from(high).to_digit(16)?, char::from(low).to_digit(16)?);
                octets.bytes.push(u8::try_from(high << 4 | low).ok()?);
                octets.runs.push(at, 2, 1);
                at += 2;
            }
            // A last digit without its fellow is left out; the DER then shows what is missing.
            (last, None) if last.is_ascii_hexdigit() => at += 1,
            _ => return None,
        }
        // Base64 is given up at its first character that is no digit; a long run of digits must also begin right.
        if octets.bytes.first().is_some_and(|first| *first != 0x30) {
            return None;
        }
    }
    octets.if_der()
}

/// Reads decimal numbers from 0 to 255, as PowerShell prints a byte array, that make a DER SEQUENCE.
pub(crate) fn decimal(text: &str, range: Range<usize>) -> Option<Octets> {
    let mut octets = Octets { bytes: Vec::new(), runs: ByteRuns::default() };
    let mut at = range.start;
    let is_gap = |octet: u8| matches!(octet, b' ' | b'\t' | b'\r' | b'\n' | b',' | b';');
    while at < range.end {
        let rest = &text.as_bytes()[at..range.end];
        if is_gap(rest[0]) {
            at += 1;
            continue;
        }
        let length = rest.iter().take_while(|octet| octet.is_ascii_digit()).count();
        if !(1..=3).contains(&length) || rest.get(length).is_some_and(|next| !is_gap(*next)) {
            return None;
        }
        octets.bytes.push(text.get(at..at + length)?.parse().ok()?);
        octets.runs.push(at, length, 1);
        at += length;
    }
    octets.if_der()
}

impl Octets {
    fn if_der(self) -> Option<Self> {
        let begins = matches!(*self.bytes, [0x30, 0x10..=0x84, ..]);
        (begins && self.bytes.len() >= FEWEST).then_some(self)
    }
}
