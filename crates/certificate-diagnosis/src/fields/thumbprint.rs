//! Thumbprints of client certificates, as a revocation wants them.

use std::ops::Range;

use crate::input::characters::is_unseen;

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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PRINT: &str = "E7F9524C0A9E5A23454F46F96460D6A4282476A3";

    #[test]
    fn a_thumbprint_as_it_should_be() {
        let reading = read_thumbprint(PRINT);
        assert!(reading.is_exact() && !reading.lower_case);
        assert_eq!(reading.value(), Some(PRINT));
    }

    #[test]
    fn what_dialogs_and_tools_put_between() {
        let pairs: Vec<String> = PRINT
            .as_bytes()
            .chunks(2)
            .map(|pair| String::from_utf8_lossy(pair).to_lowercase())
            .collect();
        for (text, separators) in [
            (format!("\u{200E}{}", pairs.join(" ")), 20),
            (pairs.join(":"), 19),
            (pairs.join("-"), 19),
            (format!("{} \n", pairs.concat()), 1),
        ] {
            let reading = read_thumbprint(&text);
            assert_eq!(reading.value(), Some(PRINT));
            assert_eq!(reading.separators.len(), separators, "{text}");
            assert!(reading.lower_case && !reading.is_exact());
        }
        assert_eq!(read_thumbprint(&format!("\u{200E}{PRINT}")).separators.first(), Some(&(0..3)));
    }

    #[test]
    fn what_revokes_nothing() {
        let sha256 = "424BD0B94A8CC4E33C1DF38E70B7EEE7E3320FDD6BF7FC707309C340B8ADF822";
        for (text, kind) in [
            (sha256, ThumbprintKind::Sha256),
            (&PRINT[1..], ThumbprintKind::WrongLength { digits: 39 }),
            ("", ThumbprintKind::Empty),
            (" : ", ThumbprintKind::Empty),
            ("E7F9O", ThumbprintKind::ForeignCharacter { position: 4, character: 'O' }),
        ] {
            let reading = read_thumbprint(text);
            assert_eq!(reading.kind, kind);
            assert_eq!(reading.value(), None);
        }
    }

    proptest! {
        #[test]
        fn places_lie_in_the_text(text in "[0-9a-fA-F: \u{200E}\\PC]{0,90}") {
            for range in read_thumbprint(&text).separators {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
