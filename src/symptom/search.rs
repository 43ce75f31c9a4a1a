//! Finds symptoms by code, by text, and by what is left of a text.

use std::collections::{BTreeMap, HashSet};

use super::by_code::{by_code, is_one_off};
use super::by_text::by_text;
use super::catalogue::{Symptom, all};
use super::index::index;
use super::mention::mentions;
use super::wording::{fold, without_ids};

/// A symptom that a query found.
#[derive(Debug, Clone, Copy)]
pub struct Match<'a> {
    /// The symptom.
    pub symptom: &'a Symptom,
    /// How sure the match is, from 0 to 1.
    pub score: f64,
    /// What it rests on.
    pub how: How,
    /// The code or text of the catalogue that was found.
    pub matched: &'a str,
}

/// What a match rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The query holds the symptom's code, in whatever form.
    Code,
    /// The query is the text.
    Exact,
    /// The query is a piece of the text, or holds it.
    Text,
    /// The query resembles the text.
    Fuzzy,
}

impl How {
    /// `code`, `exact`, `text` or `fuzzy`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Exact => "exact",
            Self::Text => "text",
            Self::Fuzzy => "fuzzy",
        }
    }
}

/// A match, and the place of its symptom in the catalogue.
pub(super) type Found = (usize, Match<'static>);

/// The symptoms that a code, an error text or a mangled piece of one may mean, the surest first; none for nonsense.
#[must_use]
pub fn search(query: &str) -> Vec<Match<'static>> {
    let mut found = rank(query);
    let surest = found.first().map_or(0.0, |(_, best)| best.score);
    let least = if surest >= SURE { BESIDE_A_SURE_ONE } else { LEAST_SCORE };
    found.retain(|(_, found)| found.score >= least);
    found.truncate(MOST_MATCHES);
    matches(found)
}

/// At most three symptoms nearest to a query for which [`search`] has nothing: codes with one digit wrong, then likeness.
#[must_use]
pub fn nearest(query: &str) -> Vec<Match<'static>> {
    let mut found = rank(query);
    for mention in mentions(&without_ids(&fold(query))) {
        for (number, symptom) in all().iter().enumerate() {
            let near = symptom
                .codes()
                .iter()
                .find(|code| is_one_off(&mention.word, &code.written().to_lowercase()));
            found.extend(near.map(|code| {
                (
                    number,
                    Match { symptom, score: LEAST_SCORE, how: How::Fuzzy, matched: code.written() },
                )
            }));
        }
    }
    sort(&mut found);
    let mut seen = HashSet::new();
    found.retain(|(number, found)| found.score >= LEAST_NEAR && seen.insert(*number));
    found.truncate(3);
    matches(found)
}

/// Below this a match is chance.
const LEAST_SCORE: f64 = 0.36;
/// Below this a text is not even near.
const LEAST_NEAR: f64 = 0.2;
/// From this on the best match is no guess,
const SURE: f64 = 0.9;
/// and others must come this near to be worth showing.
const BESIDE_A_SURE_ONE: f64 = 0.5;
const MOST_MATCHES: usize = 10;
/// More characters than any error message has; the rest of a pasted log is not read.
const LONGEST_QUERY: usize = 8_000;
/// What a text adds to a code that says the same.
const AGREEMENT: f64 = 0.2;

fn rank(query: &str) -> Vec<Found> {
    let query: String = query.chars().take(LONGEST_QUERY).collect();
    let folded = without_ids(&fold(&query));
    let mut best: BTreeMap<usize, Match<'static>> = by_text(index(), &folded).into_iter().collect();
    for (number, code) in by_code(index(), &folded) {
        let Some(text) = best.get(&number).copied() else {
            best.insert(number, code);
            continue;
        };
        let (more, less) = if code.score >= text.score { (code, text) } else { (text, code) };
        best.insert(
            number,
            Match { score: (more.score + AGREEMENT * less.score).min(1.0), ..more },
        );
    }
    let mut found: Vec<_> = best.into_iter().collect();
    sort(&mut found);
    found
}

/// The surest first; equals in the order of the catalogue.
fn sort(found: &mut [Found]) {
    found.sort_by(|one, other| other.1.score.total_cmp(&one.1.score).then(one.0.cmp(&other.0)));
}

fn matches(found: Vec<Found>) -> Vec<Match<'static>> {
    found.into_iter().map(|(_, found)| found).collect()
}
