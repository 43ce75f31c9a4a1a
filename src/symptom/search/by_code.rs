//! Finds symptoms by the codes that a query mentions.

use super::found::{Match, MatchedBy, RankedMatch};
use super::mention::{Mention, StatedKind, is_only_codes, mentions};
use super::unknown::{is_single_word, unknown_names};
use crate::symptom::catalogue::all;
use crate::symptom::code::wrapped;
use crate::symptom::index::SearchIndex;
use crate::symptom::wording::{fold, without_ids};

/// What the codes of a query lead to.
pub(crate) struct Coded {
    /// The symptoms whose code it holds, each once, with its surest mention.
    pub(crate) found: Vec<RankedMatch>,
    /// What it calls an error code, as it writes it, and the catalogue doesn't have.
    pub(crate) unknown: Vec<String>,
}

/// The symptoms whose code a query holds; `folded` is the query without ids.
pub(crate) fn by_code(index: &SearchIndex, query: &str, folded: &str) -> Coded {
    let mentions = mentions(folded);
    let codes: Vec<Mention> = mentions
        .iter()
        .filter(|mention| !mention.values.is_empty() || index.names.contains_key(&mention.word))
        .cloned()
        .collect();
    let alone = is_only_codes(folded, &codes);
    let mut found: Vec<RankedMatch> = Vec::new();
    let mut unknown = unknown_names(index, query);
    for mention in &mentions {
        if mention.said == StatedKind::Nothing && !alone {
            continue;
        }
        let known = of_mention(index, mention, alone);
        if known.is_empty() && is_meant_as_code(mention) && !unknown.contains(&mention.word) {
            unknown.push(mention.word.clone());
        }
        found.extend(known);
    }
    found.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.score.total_cmp(&one.1.score)));
    found.dedup_by_key(|found| found.0);
    Coded { found, unknown }
}

/// The symptoms whose code a line of a log has, each once with the byte of its place, and what it calls a code and nobody
/// knows. A number counts only where the line says that it is a code.
pub(crate) fn coded_in_log(index: &SearchIndex, line: &str) -> (Vec<(usize, usize)>, Vec<String>) {
    let folded = without_ids(&fold(line));
    let mut unknown = unknown_names(index, line);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for mention in mentions(&folded) {
        if mention.said == StatedKind::Nothing || is_notify(&folded, &mention.word) {
            continue;
        }
        let known = of_mention(index, &mention, false);
        let after_a_dial = folded.contains("returned on failure is");
        if known.is_empty()
            && after_a_dial
            && !mention.values.is_empty()
            && mention.said == StatedKind::Code
        {
            unknown.push(mention.word.clone());
        }
        let at = line.to_ascii_lowercase().find(&mention.word).unwrap_or_default();
        for (symptom, _) in known {
            if !found.iter().any(|(other, _)| *other == symptom) {
                found.push((symptom, at));
            }
        }
    }
    (found, unknown)
}

/// Whether a name is a notify payload of IKE, as strongSwan lists them: `N(AUTH_FAILED)`. The line that says what it means
/// follows.
fn is_notify(folded: &str, word: &str) -> bool {
    folded.contains(&format!("n({word})"))
}

/// Whether a number that nobody knows is to be said so; bare hexadecimal may be an id of a session.
fn is_meant_as_code(mention: &Mention) -> bool {
    const LONG_DECIMAL: usize = 9;
    let word = &mention.word;
    let is_decimal = word.bytes().all(|byte| byte.is_ascii_digit());
    let has_form = word.starts_with("0x") || is_decimal && word.len() >= LONG_DECIMAL;
    !mention.values.is_empty() && (has_form || mention.said != StatedKind::ByItsForm)
}

fn of_mention(index: &SearchIndex, mention: &Mention, alone: bool) -> Vec<RankedMatch> {
    let mut found = Vec::new();
    let mut add = |(number, matched): (usize, &'static str), score: f64| {
        let score = if all()[number].is_wrapper() { score * ENVELOPE } else { score };
        found.push((
            number,
            Match { symptom: &all()[number], score, how: MatchedBy::Code, matched },
        ));
    };
    // "Conflict" and "NotFound" are words as well: only where the query says that they are codes.
    let is_word = is_single_word(&mention.word) && mention.said == StatedKind::ByItsForm && !alone;
    if !is_word {
        for name in mention.names(alone) {
            if let Some(&name) = index.names.get(&name) {
                add(name, SURE);
            }
        }
    }
    if mention.said == StatedKind::Event {
        return found;
    }
    for value in &mention.values {
        if let Some(&number) = index.numbers.get(value) {
            add(number, SURE);
        }
        if let Some(&number) = wrapped(*value).and_then(|other| index.numbers.get(&other)) {
            add(number, WRAPPED);
        }
    }
    found
}

/// A code that the query says is one. More than a text can reach.
pub(crate) const SURE: f64 = 2.0;
/// A Win32 code whose HRESULT is asked for, or the other way round.
const WRAPPED: f64 = 0.8;
/// A code that only envelops another: less than the text of the inner error.
const ENVELOPE: f64 = 0.42;

/// Whether two codes differ by one character: changed, missing or extra.
pub(crate) fn is_one_off(one: &str, other: &str) -> bool {
    const SHORTEST: usize = 5;
    let digits = |code: &str| code.strip_prefix("0x").unwrap_or(code).chars().collect::<Vec<_>>();
    let (one, other) = (digits(one), digits(other));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.len() < SHORTEST || long.len() - short.len() > 1 || short == long {
        return false;
    }
    let head = short.iter().zip(&long).take_while(|(one, other)| one == other).count();
    let behind = if short.len() == long.len() { head + 1 } else { head };
    short[behind..] == long[head + 1..]
}
