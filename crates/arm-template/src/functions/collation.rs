//! The order of texts: without regard to culture, letters before their capitals, accents after plain letters.

use std::cmp::Ordering;

use super::text::upper;

/// How two texts stand to each other in the invariant culture: first by letters, digits and signs alone, then
/// by accents, then by case.
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    let (one, other) = (weights(one), weights(other));
    by(&one, &other, |weight| weight.sign)
        .then_with(|| by(&one, &other, |weight| weight.accent))
        .then_with(|| by(&one, &other, |weight| u32::from(weight.capital)))
}

/// What orders property names: the name without case first, and of two that differ only by case the one in
/// lower case before the other.
pub(super) fn name_order(name: &str) -> (String, Vec<bool>) {
    let capitals = name.chars().map(|character| upper(character) == character).collect();
    (name.chars().map(upper).collect(), capitals)
}

struct Weight {
    /// The place of the character without accent and case.
    sign: u32,
    accent: u32,
    capital: bool,
}

fn by(one: &[Weight], other: &[Weight], weight: fn(&Weight) -> u32) -> Ordering {
    one.iter().map(weight).cmp(other.iter().map(weight))
}

fn weights(text: &str) -> Vec<Weight> {
    text.chars().flat_map(character).collect()
}

fn character(character: char) -> Vec<Weight> {
    let lower = character.to_lowercase().next().unwrap_or(character);
    let capital = lower != character;
    let letter = |letter: char, accent| Weight { sign: sign(letter), accent, capital };
    match lower {
        'æ' => vec![letter('a', 1), letter('e', 1)],
        'œ' => vec![letter('o', 1), letter('e', 1)],
        'ß' => vec![letter('s', 1), letter('s', 1)],
        lower => match accented(lower) {
            Some((plain, accent)) => vec![letter(plain, accent)],
            None => vec![letter(lower, 0)],
        },
    }
}

/// The ASCII signs in the order of the Unicode collation's root (CLDR), before the digits.
const SIGNS: &str = "\t\n\u{b}\u{c}\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

fn sign(character: char) -> u32 {
    const DIGITS: u32 = 100;
    const LETTERS: u32 = 200;
    const OTHERS: u32 = 1000;
    match character {
        '0'..='9' => DIGITS + (character as u32 - '0' as u32),
        'a'..='z' => LETTERS + (character as u32 - 'a' as u32),
        _ => match SIGNS.chars().position(|sign| sign == character) {
            Some(place) => u32::try_from(place).unwrap_or(DIGITS - 1),
            None => OTHERS + character as u32,
        },
    }
}

/// The letters of Latin-1 and Latin Extended-A that are a plain letter with something to it, in their order.
const ACCENTED: [(char, &str); 22] = [
    ('a', "áàăâåäãąā"),
    ('c', "ćĉčċç"),
    ('d', "ďđð"),
    ('e', "éèĕêěëėęē"),
    ('g', "ğĝġģ"),
    ('h', "ĥħ"),
    ('i', "íìĭîïĩįīı"),
    ('j', "ĵ"),
    ('k', "ķ"),
    ('l', "ĺľļł"),
    ('n', "ńňñņ"),
    ('o', "óòŏôöőõøō"),
    ('r', "ŕřŗ"),
    ('s', "śŝšş"),
    ('t', "ťţŧ"),
    ('u', "úùŭûůüűũųū"),
    ('w', "ŵ"),
    ('y', "ýŷÿ"),
    ('z', "źžż"),
    ('b', "ƀ"),
    ('f', "ƒ"),
    ('p', "ƥ"),
];

fn accented(letter: char) -> Option<(char, u32)> {
    if letter.is_ascii() {
        return None;
    }
    ACCENTED.iter().find_map(|(plain, letters)| {
        let place = letters.chars().position(|accented| accented == letter)?;
        Some((*plain, u32::try_from(place).ok()? + 2))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_before_case_and_accents() {
        let ordered = [
            "", " ", "-", "1", "10", "2", "a", "A", "á", "Á", "apple", "Banana", "b_", "ba", "z",
            "Ω",
        ];
        let mut sorted = ordered;
        sorted.reverse();
        sorted.sort_by(|one, other| compare(one, other));
        let expected = [
            "", " ", "-", "1", "10", "2", "a", "A", "á", "Á", "apple", "b_", "ba", "Banana", "z",
            "Ω",
        ];
        assert_eq!(sorted, expected);
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
    }

    #[test]
    fn names_ignore_case_first() {
        let mut names = ["b", "ABC", "abc", "123", "a_"];
        names.sort_by_key(|name| name_order(name));
        assert_eq!(names, ["123", "abc", "ABC", "a_", "b"]);
    }
}
