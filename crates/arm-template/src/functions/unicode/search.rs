//! Searching a text in another one as .NET does in the invariant culture: without case, and without what the collation ignores.

use std::collections::HashMap;
use std::ops::ControlFlow;

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use super::collation::caseless_key;
use super::units;

/// What the collation compares: a character with its accents.
#[derive(PartialEq)]
struct CollationElement {
    weight: u32,
    /// Where it stands, in UTF-16 units.
    place: usize,
}

/// The units of texts that are compared with each other, the same number for the same one.
#[derive(Default)]
struct CollationWeights {
    numbers: HashMap<Vec<u8>, u32>,
    known: HashMap<String, Option<u32>>,
}

impl CollationWeights {
    fn units(&mut self, text: &str) -> Vec<CollationElement> {
        let mut found = Vec::new();
        let mut place = 0;
        for (group, wide) in groups(text) {
            for part in parts(&group, wide) {
                if let Some(weight) = self.weight(&part, wide) {
                    found.push(CollationElement { weight, place });
                }
            }
            place += units::length(&group);
        }
        found
    }

    fn weight(&mut self, part: &str, width: Width) -> Option<u32> {
        let name = format!("{}{part}", width as u8);
        if let Some(known) = self.known.get(&name) {
            return *known;
        }
        let weight = caseless_key(part).map(|mut key| {
            key.push(width as u8);
            let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            *self.numbers.entry(key).or_insert(next)
        });
        self.known.insert(name, weight);
        weight
    }
}

/// What .NET tells apart though the collation takes it for a matter of case.
#[derive(Clone, Copy, PartialEq)]
enum Width {
    Plain,
    Katakana,
    HalfOrFull,
}

fn width(sign: char) -> Width {
    match sign {
        '\u{ff01}'..='\u{ffee}' => Width::HalfOrFull,
        '\u{30a1}'..='\u{30fa}' | '\u{31f0}'..='\u{31ff}' => Width::Katakana,
        _ => Width::Plain,
    }
}

/// The characters of a text, each with the accents behind it.
fn groups(text: &str) -> impl Iterator<Item = (String, Width)> + '_ {
    let classes = CanonicalCombiningClassMapBorrowed::new();
    let mut signs = text.chars().peekable();
    std::iter::from_fn(move || {
        let first = signs.next()?;
        let mut group = String::from(first);
        while let Some(accent) = signs.next_if(|next| classes.get_u8(*next) != 0) {
            group.push(accent);
        }
        Some((group, width(first)))
    })
}

/// What a ligature or a fraction consists of.
fn parts(group: &str, width: Width) -> Vec<String> {
    if group.is_ascii() || width != Width::Plain {
        return vec![group.to_owned()];
    }
    let plain = DecomposingNormalizerBorrowed::new_nfkd().normalize(group);
    groups(&plain).map(|(part, _)| part).collect()
}

/// Where `wanted` first stands in `text`, in UTF-16 units.
pub(crate) fn first(text: &str, wanted: &str) -> Option<usize> {
    if is_plain(text) && is_plain(wanted) {
        return find(&folded(text), &folded(wanted));
    }
    let mut weights = CollationWeights::default();
    let (wanted, text) = (weights.units(wanted), weights.units(text));
    if wanted.is_empty() {
        return Some(0);
    }
    find(&numbers(&text), &numbers(&wanted)).map(|place| text[place].place)
}

/// Where `wanted` last stands in `text`, in UTF-16 units.
pub(crate) fn last(text: &str, wanted: &str) -> Option<usize> {
    let length = units::length(text);
    if wanted.is_empty() {
        // Where the last character begins, not behind it: as .NET Framework answered.
        return Some(length.saturating_sub(1));
    }
    let reversed = |mut numbers: Vec<u32>| {
        numbers.reverse();
        numbers
    };
    let mut weights = CollationWeights::default();
    let (wanted, text) = (weights.units(wanted), weights.units(text));
    if wanted.is_empty() {
        return Some(length);
    }
    let behind = find(&reversed(numbers(&text)), &reversed(numbers(&wanted)))?;
    text.get(text.len() - behind - wanted.len()).map(|unit| unit.place)
}

/// Whether `text` begins with `wanted`.
pub(crate) fn begins(text: &str, wanted: &str) -> bool {
    let mut weights = CollationWeights::default();
    let (wanted, text) = (weights.units(wanted), weights.units(text));
    numbers(&text).starts_with(&numbers(&wanted))
}

/// Whether `text` ends with `wanted`.
pub(crate) fn ends(text: &str, wanted: &str) -> bool {
    let mut weights = CollationWeights::default();
    let (wanted, text) = (weights.units(wanted), weights.units(text));
    numbers(&text).ends_with(&numbers(&wanted))
}

/// Whether the collation takes nothing together and ignores nothing.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

fn folded(text: &str) -> Vec<u32> {
    text.bytes().map(|byte| byte.to_ascii_lowercase().into()).collect()
}

fn numbers(units: &[CollationElement]) -> Vec<u32> {
    units.iter().map(|unit| unit.weight).collect()
}

/// Where `wanted` begins in `text` (Knuth, Morris and Pratt: the text is a stranger's).
fn find(text: &[u32], wanted: &[u32]) -> Option<usize> {
    let mut fallback = vec![0; wanted.len()];
    let mut matched = 0;
    for place in 1..wanted.len() {
        matched = advanced(wanted, &fallback, matched, wanted[place]);
        fallback[place] = matched;
    }
    matched = 0;
    let step = text.iter().enumerate().try_for_each(|(place, weight)| {
        if matched == wanted.len() {
            return ControlFlow::Break(place);
        }
        matched = advanced(wanted, &fallback, matched, *weight);
        ControlFlow::Continue(())
    });
    let end = match step {
        ControlFlow::Break(end) => end,
        ControlFlow::Continue(()) if matched == wanted.len() => text.len(),
        ControlFlow::Continue(()) => return None,
    };
    Some(end - wanted.len())
}

/// How many units match once this one follows on so many that do.
fn advanced(wanted: &[u32], fallback: &[usize], mut matched: usize, next: u32) -> usize {
    while matched > 0 && wanted[matched] != next {
        matched = fallback[matched - 1];
    }
    matched + usize::from(wanted.get(matched) == Some(&next))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_and_what_has_no_width_are_ignored() {
        assert_eq!(first("abcdef", "CD"), Some(2));
        assert_eq!(first("a\u{200b}bc", "BC"), Some(2));
        assert_eq!(first("a\u{200b}bc", "ABC"), Some(0));
        assert_eq!(first("abc", "\u{200b}"), Some(0));
        assert_eq!(last("abcabc", "AB"), Some(3));
        assert_eq!(last("abc", "\u{200b}"), Some(3));
        assert_eq!(last("", ""), Some(0));
        assert_eq!(first("abc", "x"), None);
        assert!(begins("\u{200b}Abc", "aB") && ends("abC\u{200b}", "Bc"));
    }

    #[test]
    fn an_accent_belongs_to_its_letter() {
        assert_eq!(first("cafe\u{301}", "e"), None);
        assert_eq!(first("cafe\u{301}", "É"), Some(3));
        assert_eq!(first("straße", "SS"), None);
        assert_eq!(first("eﬁn", "FIN"), Some(1));
        assert_eq!(first("Ａ", "A"), None);
    }

    #[test]
    fn positions_count_utf16_units() {
        assert_eq!(first("😀b", "B"), Some(2));
        assert_eq!(last("b😀b", "B"), Some(3));
    }

    proptest! {
        #[test]
        fn it_finds_what_windows_find(text in "[ab]{0,40}", wanted in "[ab]{1,6}") {
            let (text, wanted) = (folded(&text), folded(&wanted));
            let place = text.windows(wanted.len()).position(|window| window == wanted);
            prop_assert_eq!(find(&text, &wanted), place);
        }
    }
}
