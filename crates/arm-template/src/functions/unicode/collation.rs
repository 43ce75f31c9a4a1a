//! The order of texts: that of ICU's root collation, which .NET uses for the invariant culture.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};

use super::case::upper;

/// Letters first, then accents, then case.
static CASED: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| root(Strength::Tertiary));

/// Letters, then accents.
static CASELESS: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| root(Strength::Secondary));

fn root(strength: Strength) -> CollatorBorrowed<'static> {
    let mut options = CollatorOptions::default();
    options.strength = Some(strength);
    Collator::try_new(icu_collator::CollatorPreferences::default(), options)
        .expect("the root collation is compiled in")
}

/// How two texts stand to each other.
pub(crate) fn compare(one: &str, other: &str) -> Ordering {
    CASED.compare(one, other)
}

/// The same bytes for texts that differ at most in case; none for a text that the collation ignores.
pub(super) fn caseless_key(text: &str) -> Option<Vec<u8>> {
    let key = |text: &str| {
        let mut key = Vec::new();
        let Ok(()) = CASELESS.write_sort_key_to(text, &mut key);
        key
    };
    Some(key(text)).filter(|found| *found != key(""))
}

/// What orders property names: their characters, without case.
pub(crate) fn name_order(name: &str) -> Vec<u16> {
    let mut units = [0; 2];
    name.chars().flat_map(|sign| upper(sign).encode_utf16(&mut units).to_vec()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_before_case_and_accents() {
        let ordered = [
            "", " ", "-", "😀", "1", "10", "2", "a", "A", "á", "Á", "apple", "b_", "ba", "Banana",
            "z", "Ω", "日",
        ];
        let mut sorted = ordered;
        sorted.reverse();
        sorted.sort_by(|one, other| compare(one, other));
        assert_eq!(sorted, ordered);
    }

    #[test]
    fn the_same_text_is_equal_and_case_tells_otherwise() {
        assert_eq!(compare("Abc", "Abc"), Ordering::Equal);
        assert_eq!(compare("A", "a"), Ordering::Greater);
        assert_eq!(compare("apple", "Banana"), Ordering::Less);
        assert_eq!(compare("aB", "Ab"), Ordering::Less);
        assert_eq!(compare("cote", "côte"), Ordering::Less);
        assert_eq!(compare("côte", "coté!"), Ordering::Less);
        assert_eq!(compare("10", "9"), Ordering::Less);
        assert_eq!(compare("e\u{301}", "é"), Ordering::Equal);
    }

    #[test]
    fn characters_of_no_width_are_ignored() {
        assert_eq!(compare("\u{200b}", ""), Ordering::Equal);
        assert_eq!(compare("a\u{200b}b", "ab"), Ordering::Equal);
        assert_eq!(caseless_key("\u{200b}"), None);
        assert_eq!(caseless_key("a"), caseless_key("A"));
        assert_ne!(caseless_key("a"), caseless_key("á"));
    }

    #[test]
    fn names_ignore_case_and_otherwise_keep_their_order() {
        let mut names = ["b", "ABC", "abc", "123", "a_"];
        names.sort_by_key(|name| name_order(name));
        assert_eq!(names, ["123", "ABC", "abc", "a_", "b"]);
    }
}
