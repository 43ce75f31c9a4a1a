//! Names of certificates on a gateway, which are names of Azure resources.

/// What is wrong with a name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameFault {
    /// It has no characters.
    #[error("the name is empty")]
    Empty,
    /// It has more than 80 characters.
    #[error("the name has {length} characters; 80 are allowed")]
    TooLong {
        /// How many characters it has.
        length: usize,
    },
    /// It has a character that names can't have.
    #[error("{} isn't allowed in a name", shown(*character))]
    Character {
        /// Where, in bytes of the name.
        position: usize,
        /// Which one.
        character: char,
    },
    /// It begins with a character that may only stand further on.
    #[error("a name can't begin with {}", shown(*character))]
    Start {
        /// The first character.
        character: char,
    },
    /// It ends with a character that may only stand before.
    #[error("a name can't end with {}", shown(*character))]
    End {
        /// Where, in bytes of the name.
        position: usize,
        /// The last character.
        character: char,
    },
}

impl NameFault {
    /// Where the fault shows, in bytes of the name.
    #[must_use]
    pub fn position(&self) -> usize {
        match self {
            Self::Character { position, .. } | Self::End { position, .. } => *position,
            Self::Empty | Self::TooLong { .. } | Self::Start { .. } => 0,
        }
    }
}

/// The most characters of a name.
const LONGEST: usize = 80;

/// Whether Azure takes `name` for a root or revoked certificate.
///
/// 1 to 80 characters: letters, digits, `_`, `.` and `-`; the first a letter or digit, the last a
/// letter, digit or `_`. Letters are those of ASCII.
///
/// # Errors
///
/// The first [`NameFault`].
pub fn is_valid_name(name: &str) -> Result<(), NameFault> {
    if let Some((position, character)) =
        name.char_indices().find(|(_, character)| !is_allowed(*character))
    {
        return Err(NameFault::Character { position, character });
    }
    let (Some(first), Some((position, last))) =
        (name.chars().next(), name.char_indices().next_back())
    else {
        return Err(NameFault::Empty);
    };
    if !first.is_ascii_alphanumeric() {
        return Err(NameFault::Start { character: first });
    }
    if !may_end(last) {
        return Err(NameFault::End { position, character: last });
    }
    let length = name.chars().count();
    if length > LONGEST { Err(NameFault::TooLong { length }) } else { Ok(()) }
}

/// A valid name as close to `name` as can be.
#[must_use]
pub fn suggest_name(name: &str) -> String {
    let mut suggestion = String::with_capacity(name.len());
    for character in name.chars() {
        let character = if is_allowed(character) { character } else { '-' };
        // A row of characters that can't stay becomes one hyphen.
        if character != '-' || !suggestion.ends_with('-') {
            suggestion.push(character);
        }
    }
    let suggestion: String = suggestion
        .trim_start_matches(|first: char| !first.is_ascii_alphanumeric())
        .chars()
        .take(LONGEST)
        .collect();
    match suggestion.trim_end_matches(|last| !may_end(last)) {
        "" => "root".to_owned(),
        suggestion => suggestion.to_owned(),
    }
}

fn is_allowed(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '.' | '-')
}

fn may_end(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

fn shown(character: char) -> String {
    match character {
        ' ' => "a space".to_owned(),
        _ if crate::input::characters::is_unseen(character) => {
            crate::input::characters::invisible_name(character)
        }
        _ => format!("'{character}'"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_that_azure_takes() {
        for name in ["a", "1", "P2SRootCert", "root_2026", "a.b-c_", "a-b.c", &"x".repeat(80)] {
            assert_eq!(is_valid_name(name), Ok(()), "{name}");
            assert_eq!(suggest_name(name), name);
        }
    }

    #[test]
    fn names_that_azure_refuses() {
        let cases = [
            ("", NameFault::Empty, "the name is empty", "root"),
            (
                "P2S Root",
                NameFault::Character { position: 3, character: ' ' },
                "a space isn't allowed in a name",
                "P2S-Root",
            ),
            (
                "Root (1)",
                NameFault::Character { position: 4, character: ' ' },
                "a space isn't allowed in a name",
                "Root-1",
            ),
            (
                "Würzburg",
                NameFault::Character { position: 1, character: 'ü' },
                "'ü' isn't allowed in a name",
                "W-rzburg",
            ),
            (
                "a\u{200B}b",
                NameFault::Character { position: 1, character: '\u{200B}' },
                "a zero-width space (U+200B) isn't allowed in a name",
                "a-b",
            ),
            ("-root", NameFault::Start { character: '-' }, "a name can't begin with '-'", "root"),
            ("_root", NameFault::Start { character: '_' }, "a name can't begin with '_'", "root"),
            (
                "root.",
                NameFault::End { position: 4, character: '.' },
                "a name can't end with '.'",
                "root",
            ),
        ];
        for (name, fault, words, suggestion) in cases {
            assert_eq!(is_valid_name(name), Err(fault.clone()));
            assert_eq!(fault.to_string(), words);
            assert_eq!(suggest_name(name), suggestion);
        }
        assert_eq!(is_valid_name(&"x".repeat(81)), Err(NameFault::TooLong { length: 81 }));
        assert_eq!(suggest_name("根证书"), "root");
    }

    proptest! {
        #[test]
        fn every_suggestion_is_valid(name in "\\PC{0,120}") {
            prop_assert_eq!(is_valid_name(&suggest_name(&name)), Ok(()));
            if let Err(fault) = is_valid_name(&name) {
                prop_assert!(name.is_char_boundary(fault.position()));
            }
        }
    }
}
