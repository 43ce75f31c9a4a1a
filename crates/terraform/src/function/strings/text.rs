//! Strings: `join`, `split`, `lower`, `trim` and their like.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use crate::function::answer::{Answer, CallFault};
use crate::function::arguments;
use crate::function::arguments::{Arguments, wrong};
use crate::value::{Value, ValueKind};

pub(crate) fn chomp(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let text = given.text(0)?;
    arguments::text(text.trim_end_matches(['\n', '\r']))
}

pub(crate) fn startswith(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::truth(given.text(0)?.starts_with(&*given.text(1)?))
}

pub(crate) fn endswith(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::truth(given.text(0)?.ends_with(&*given.text(1)?))
}

pub(crate) fn strcontains(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::truth(given.text(0)?.contains(&*given.text(1)?))
}

pub(crate) fn indent(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let spaces = given.whole(0)?;
    let text = given.text(1)?;
    let spaces = usize::try_from(spaces).map_err(|_| wrong(0, "the width must not be negative"))?;
    if spaces.saturating_mul(text.matches('\n').count()) > 16 << 20 {
        return Err(wrong(0, "the text would be longer than is evaluated"));
    }
    arguments::text(text.replace('\n', &format!("\n{}", " ".repeat(spaces))))
}

pub(crate) fn join(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let separator = given.text(0)?;
    if given.values.len() < 2 {
        return Err(wrong(0, "a list to join is missing"));
    }
    let mut all = Vec::new();
    for place in 1..given.values.len() {
        all.extend(given.texts(place)?);
    }
    arguments::text(all.join(&*separator))
}

/// Letter by letter, without changing how many there are, as Go does.
fn mapped(text: &str, map: impl Fn(char) -> Option<char>) -> String {
    text.chars().map(|letter| map(letter).unwrap_or(letter)).collect()
}

fn only<T: Iterator<Item = char>>(mut letters: T) -> Option<char> {
    let first = letters.next()?;
    letters.next().is_none().then_some(first)
}

pub(crate) fn lower(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::text(mapped(&given.text(0)?, |letter| match letter {
        // Its full lower case has a combining dot; the simple one hasn't.
        'İ' => Some('i'),
        _ => only(letter.to_lowercase()),
    }))
}

pub(crate) fn upper(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::text(mapped(&given.text(0)?, |letter| only(letter.to_uppercase())))
}

pub(crate) fn title(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let separates = |letter: char| {
        if letter.is_ascii() {
            !(letter.is_ascii_alphanumeric() || letter == '_')
        } else {
            !letter.is_alphanumeric() && letter.is_whitespace()
        }
    };
    let mut before = ' ';
    let title: String = given
        .text(0)?
        .chars()
        .map(|letter| {
            let made = if separates(before) { only(letter.to_uppercase()) } else { None };
            before = letter;
            made.unwrap_or(letter)
        })
        .collect();
    arguments::text(title)
}

pub(crate) fn split(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let (separator, text) = (given.text(0)?, given.text(1)?);
    let parts: Vec<&str> = if separator.is_empty() {
        text.split("").filter(|part| !part.is_empty()).collect()
    } else {
        text.split(&*separator).collect()
    };
    let origin = given.values[1].origin.clone();
    let part = |part: &str| {
        let from = vec![origin.clone()];
        Value::text(part, traced_values::Origin::computed("split", given.at, from))
    };
    arguments::list(parts.into_iter().map(part).collect())
}

pub(crate) fn strrev(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::text(given.text(0)?.graphemes(true).rev().collect::<String>())
}

pub(crate) fn substr(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let text = given.text(0)?;
    let (offset, length) = (given.whole(1)?, given.whole(2)?);
    let letters: Vec<&str> = text.graphemes(true).collect();
    let count = i64::try_from(letters.len()).unwrap_or(i64::MAX);
    let start = if offset < 0 { (count + offset).max(0) } else { offset.min(count) };
    // Without a length, what begins at the end of the string goes on to it.
    let end = if length < 0 || length == 0 && offset < 0 {
        count
    } else {
        start.saturating_add(length).min(count)
    };
    let index = |place: i64| usize::try_from(place).unwrap_or(0);
    arguments::text(letters[index(start)..index(end)].concat())
}

pub(crate) fn trim(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let (text, cut) = (given.text(0)?, given.text(1)?);
    arguments::text(text.trim_matches(|letter| cut.contains(letter)))
}

pub(crate) fn trimprefix(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let (text, prefix) = (given.text(0)?, given.text(1)?);
    arguments::text(text.strip_prefix(&*prefix).unwrap_or(&text))
}

pub(crate) fn trimsuffix(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let (text, suffix) = (given.text(0)?, given.text(1)?);
    arguments::text(text.strip_suffix(&*suffix).unwrap_or(&text))
}

pub(crate) fn trimspace(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let text = given.text(0)?;
    let kept = text.trim();
    if kept.len() == text.len() {
        return Ok(Answer::Kept(Value {
            kind: ValueKind::Text(Arc::clone(&text)),
            ..given.values[0].clone()
        }));
    }
    arguments::text(kept)
}
