//! Finds symptoms by the codes that a query mentions.

use super::catalogue::all;
use super::code::wrapped;
use super::index::Index;
use super::mention::{is_only_codes, mentions};
use super::search::{Found, How, Match};

/// The symptoms whose code a folded query holds, each once, with its surest mention.
pub(super) fn by_code(index: &Index, folded: &str) -> Vec<Found> {
    let mentions = mentions(folded);
    let alone = is_only_codes(folded, &mentions);
    let mut found: Vec<Found> = Vec::new();
    let mut add = |(number, matched): (usize, &'static str), score: f64| {
        found.push((number, Match { symptom: &all()[number], score, how: How::Code, matched }));
    };
    for mention in &mentions {
        let score = if alone {
            1.0
        } else if mention.distinct {
            DISTINCT
        } else {
            IN_PASSING
        };
        let name = index
            .names
            .get(&mention.word)
            .or_else(|| index.names.get(&format!("aadsts{}", mention.word)));
        if let Some(&name) = name {
            add(name, score);
        }
        for value in &mention.values {
            if let Some(&number) = index.numbers.get(value) {
                add(number, score);
            }
            if let Some(&number) = wrapped(*value).and_then(|other| index.numbers.get(&other)) {
                add(number, WRAPPED * score);
            }
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.score.total_cmp(&one.1.score)));
    found.dedup_by_key(|found| found.0);
    found
}

/// A code in a sentence that is surely meant as one,
const DISTINCT: f64 = 0.96;
/// and a short number that may be anything.
const IN_PASSING: f64 = 0.5;
/// A Win32 code whose HRESULT is asked for, or the other way round.
const WRAPPED: f64 = 0.8;

/// Whether two codes differ by one character: changed, missing or extra.
pub(super) fn is_one_off(one: &str, other: &str) -> bool {
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
