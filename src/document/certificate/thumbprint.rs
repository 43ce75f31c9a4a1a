//! Thumbprints of client certificates, as a revocation wants them.

use std::ops::Range;

use super::characters::is_unseen;

/// What a text in place of a thumbprint is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ThumbprintReading {
    /// What kind of thumbprint it is.
    pub kind: ThumbprintKind,
    /// Its digits alone, in upper case.
    pub digits: String,
    /// What stands in it besides digits, in bytes of the text.
    pub separators: Vec<Range<usize>>,
    /// Whether it has small letters, which Azure takes as they are.
    pub lower_case: bool,
}

/// The kinds of thumbprints.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ThumbprintKind {
    /// 40 hexadecimal digits: SHA-1, the kind that revocation wants.
    Sha1,
    /// 64 hexadecimal digits: SHA-256, which revokes nothing.
    Sha256,
    /// Hexadecimal digits in a number that no thumbprint has.
    WrongLength {
        /// How many digits there are.
        digits: usize,
    },
    /// A character that no thumbprint has.
    ForeignCharacter {
        /// Where, in bytes of the text.
        position: usize,
        /// Which one.
        character: char,
    },
    /// Nothing, or nothing but separators.
    Empty,
}

impl ThumbprintReading {
    /// The value that revocation wants, when this is a SHA-1 thumbprint.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        (self.kind == ThumbprintKind::Sha1).then_some(&self.digits)
    }

    /// Whether the text is a SHA-1 thumbprint just as revocation wants it: 40 digits and nothing else.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.kind == ThumbprintKind::Sha1 && self.separators.is_empty()
    }
}

/// Reads a thumbprint, with whatever a dialog or a tool puts between its digits.
#[must_use]
pub fn read_thumbprint(text: &str) -> ThumbprintReading {
    let mut digits = String::with_capacity(40);
    let mut separators: Vec<Range<usize>> = Vec::new();
    let mut foreign = None;
    let mut lower_case = false;
    for (position, character) in text.char_indices() {
        if character.is_ascii_hexdigit() {
            lower_case |= character.is_ascii_lowercase();
            digits.push(character.to_ascii_uppercase());
        } else if is_unseen(character) || matches!(character, ':' | '-' | ',') {
            let end = position + character.len_utf8();
            match separators.last_mut().filter(|last| last.end == position) {
                Some(last) => last.end = end,
                None => separators.push(position..end),
            }
        } else if foreign.is_none() {
            foreign = Some(ThumbprintKind::ForeignCharacter { position, character });
        }
    }
    let kind = foreign.unwrap_or(match digits.len() {
        0 => ThumbprintKind::Empty,
        40 => ThumbprintKind::Sha1,
        64 => ThumbprintKind::Sha256,
        digits => ThumbprintKind::WrongLength { digits },
    });
    ThumbprintReading { kind, digits, separators, lower_case }
}
