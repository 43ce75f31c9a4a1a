//! Secrets: what lints may know of one, never its text.

use crate::resource::reading::reader::{FromProperty, Reader};
use crate::resource::reading::resource::Resource;

/// A secret that was read and forgotten: its text is not kept, so nobody can show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of the text")]
pub struct Secret {
    length: usize,
    printable: bool,
    spaced: bool,
    dashed: bool,
    stand_in: bool,
}

impl Secret {
    /// What may be known of this text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self {
            length: text.chars().count(),
            printable: text.bytes().all(|byte| (0x20..0x7f).contains(&byte)),
            spaced: text.contains(' '),
            dashed: text.contains(['-', '~']),
            stand_in: is_stand_in(text.trim()),
        }
    }

    /// How many characters it has.
    #[must_use]
    pub fn length(self) -> usize {
        self.length
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.length == 0
    }

    /// Whether all of it is printable ASCII.
    #[must_use]
    pub fn is_printable_ascii(self) -> bool {
        self.printable
    }

    /// Whether it has spaces.
    #[must_use]
    pub fn has_spaces(self) -> bool {
        self.spaced
    }

    /// Whether it has hyphens or tildes.
    #[must_use]
    pub fn has_dashes(self) -> bool {
        self.dashed
    }

    /// Whether the text only stands where the secret belongs: asterisks, `<secret>`, `(masked)`, `REDACTED`, or nothing.
    #[must_use]
    pub fn is_stand_in(self) -> bool {
        self.stand_in
    }
}

fn is_stand_in(text: &str) -> bool {
    const WORDS: [&str; 9] = [
        "redacted",
        "masked",
        "removed",
        "hidden",
        "secret",
        "changeme",
        "gen-password",
        "gen-unique",
        "null",
    ];
    let masked =
        text.chars().all(|letter| matches!(letter, '*' | '.' | '…' | '•' | '-' | '_' | ' '))
            || (text.len() < 9 && text.bytes().all(|byte| byte.eq_ignore_ascii_case(&b'x')));
    let marked = text.starts_with("***") && text.ends_with("***");
    let slot = [
        ("<", ">"),
        ("(", ")"),
        ("{", "}"),
        ("${", "}"),
        ("#{", "}#"),
        ("__", "__"),
        ("$(", ")"),
        ("[", "]"),
    ]
    .iter()
    .any(|(open, close)| {
        text.len() > open.len() && text.starts_with(open) && text.ends_with(close)
    });
    masked || marked || slot || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

impl FromProperty for Secret {
    fn read(reader: &Reader) -> Result<Self, String> {
        String::read(reader).map(|text| Self::of(&text))
    }
}

/// Where a resource has a secret, or should have one.
#[derive(Clone, Debug)]
pub struct SecretPlace<'a> {
    /// The resource.
    pub resource: &'a Resource,
    /// What people call the secret.
    pub noun: &'static str,
    /// The value; its text is not for reports.
    pub value: Reader,
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn what_only_stands_for_a_secret_is_none() {
        for text in [
            "",
            "   ",
            "*****",
            "*** MASKED ***",
            "<shared key>",
            "REDACTED",
            "(masked)",
            "GEN-PASSWORD",
            "#{psk}#",
            "$(psk)",
            "xxxx",
        ] {
            assert!(Secret::of(text).is_stand_in(), "{text}");
        }
        for text in ["abc123", "p*ss", "x", "xxxxxxxxxxxx"] {
            assert_eq!(Secret::of(text).is_stand_in(), text == "x", "{text}");
        }
    }

    #[test]
    fn the_text_of_a_secret_is_not_kept() {
        let secret = Secret::of("hunter2\u{e9}");
        assert_eq!((secret.length(), secret.is_printable_ascii()), (8, false));
        assert!(!format!("{secret:?}").contains("hunter2"));
    }
}
