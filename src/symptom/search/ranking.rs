//! Puts what codes and texts find in one order, and says how sure the first is.

use std::collections::{BTreeMap, HashSet};

use super::by_code::{self, by_code, is_one_off};
use super::by_text::by_text;
use super::found::{Match, MatchedBy, RankedMatch};
use super::mention::mentions;
use crate::symptom::catalogue::all;
use crate::symptom::index::index;
use crate::symptom::wording::{fold, is_chinese, without_ids};

/// What can be said to a query.
#[derive(Debug)]
pub struct SearchResult {
    /// The symptoms that it means, the surest first; when [`sure`](Self::sure) is false, at most three that it may mean.
    pub matches: Vec<Match<'static>>,
    /// Whether the first one is what was asked for.
    pub sure: bool,
    /// What the query calls an error code, and nobody knows.
    pub unknown: Vec<String>,
}

/// The answer to a code, an error text, a piece of one, or a log. A code that the query names stands above any likeness.
#[must_use]
pub fn answer(query: &str) -> SearchResult {
    let Ranked { mut found, unknown, has_code } = rank(query);
    let sure = has_code || is_sure(&found, unknown.is_empty(), query);
    let matches = if sure {
        cut(&mut found);
        matches(found)
    } else {
        nearest_of(found, query)
    };
    SearchResult { matches, sure, unknown }
}

/// Whether the first match, which rests on no code of its own, is the answer.
fn is_sure(found: &[RankedMatch], all_known: bool, query: &str) -> bool {
    let Some((_, best)) = found.first() else { return false };
    let pieces = found.iter().filter(|(_, found)| found.how == MatchedBy::Piece).count();
    let second = found.get(1).map_or(0.0, |(_, second)| second.score);
    match best.how {
        // The envelope is read, and what is in it isn't known.
        _ if best.symptom.is_wrapper() && !all_known => false,
        MatchedBy::Exact | MatchedBy::Text => true,
        MatchedBy::Code => all_known,
        // A piece of what tells no cause is said by others, too.
        MatchedBy::Piece if best.symptom.is_wrapper() => false,
        MatchedBy::Piece => all_known && pieces == 1 && is_telling(query),
        MatchedBy::Fuzzy => {
            // Texts that both resemble the query share what it says.
            let apart = if second >= LIKE { APART_FROM_LIKE } else { APART };
            all_known && best.score >= LIKE && best.score - second >= apart
        }
    }
}

/// Whether a piece is long enough to mean one text only.
fn is_telling(query: &str) -> bool {
    const LETTERS: usize = 10;
    const CHINESE: usize = 4;
    let letters = query.chars().filter(|char| char.is_alphanumeric());
    let (chinese, latin): (Vec<char>, Vec<char>) = letters.partition(|char| is_chinese(*char));
    latin.len() >= LETTERS || chinese.len() >= CHINESE
}

/// The symptoms that a code, an error text or a mangled piece of one may mean, the surest first; none for nonsense.
#[must_use]
pub fn search(query: &str) -> Vec<Match<'static>> {
    let mut found = rank(query).found;
    cut(&mut found);
    matches(found)
}

/// Leaves out what is chance, or not worth showing beside what is sure.
fn cut(found: &mut Vec<RankedMatch>) {
    let surest = found.first().map_or(0.0, |(_, best)| best.score);
    let least = if surest >= SURE { BESIDE_A_SURE_ONE } else { LEAST_SCORE };
    found.retain(|(_, found)| found.score >= least);
    found.truncate(MOST_MATCHES);
}

/// At most three symptoms nearest to a query for which [`search`] has nothing: codes with one digit wrong, then likeness.
#[must_use]
pub fn nearest(query: &str) -> Vec<Match<'static>> {
    nearest_of(rank(query).found, query)
}

fn nearest_of(mut found: Vec<RankedMatch>, query: &str) -> Vec<Match<'static>> {
    for mention in mentions(&without_ids(&fold(query))) {
        for (number, symptom) in all().iter().enumerate() {
            let near = symptom
                .codes()
                .iter()
                .find(|code| is_one_off(&mention.word, &code.written().to_lowercase()));
            found.extend(near.map(|code| {
                (
                    number,
                    Match {
                        symptom,
                        score: LEAST_SCORE,
                        how: MatchedBy::Fuzzy,
                        matched: code.written(),
                    },
                )
            }));
        }
    }
    sort(&mut found);
    let mut seen = HashSet::new();
    found.retain(|(number, found)| found.score >= LEAST_SCORE && seen.insert(*number));
    found.truncate(3);
    matches(found)
}

/// Below this a match is chance.
const LEAST_SCORE: f64 = 0.36;
/// From this on a resemblance is the answer,
const LIKE: f64 = 0.62;
/// when the next one is so much less like it.
const APART: f64 = 0.06;
/// The same, of one that would be the answer without it.
const APART_FROM_LIKE: f64 = 0.12;
/// What a text may reach beside a code that the query names.
const BESIDE_A_CODE: f64 = 0.6;
/// From this on the best match is no guess,
const SURE: f64 = 0.9;
/// and others must come this near to be worth showing.
const BESIDE_A_SURE_ONE: f64 = 0.5;
const MOST_MATCHES: usize = 10;
/// More characters than any error message has; the rest of a pasted log is not read.
const LONGEST_QUERY: usize = 8_000;
/// What a text adds to a code that says the same.
const AGREEMENT: f64 = 0.2;

/// All that a query may mean.
struct Ranked {
    found: Vec<RankedMatch>,
    unknown: Vec<String>,
    /// Whether the query names a code that the catalogue has, and that is no envelope of another.
    has_code: bool,
}

fn rank(query: &str) -> Ranked {
    let query: String = query.chars().take(LONGEST_QUERY).collect();
    let folded = without_ids(&fold(&query));
    let coded = by_code(index(), &query, &folded);
    let mut best: BTreeMap<usize, Match<'static>> = by_text(index(), &folded).into_iter().collect();
    for (number, code) in coded.found {
        let Some(text) = best.get(&number).copied() else {
            best.insert(number, code);
            continue;
        };
        let (more, less) = if code.score >= text.score { (code, text) } else { (text, code) };
        best.insert(number, Match { score: more.score + AGREEMENT * less.score, ..more });
    }
    let mut found: Vec<_> = best.into_iter().collect();
    sort(&mut found);
    let highest = found.first().map_or(0.0, |(_, best)| best.score);
    let has_code = highest >= by_code::SURE;
    for (_, found) in &mut found {
        found.score = if has_code && found.score < by_code::SURE {
            if found.how == MatchedBy::Code { found.score } else { found.score.min(BESIDE_A_CODE) }
        } else {
            found.score / highest.max(1.0)
        }
        .min(1.0);
    }
    sort(&mut found);
    Ranked { found, unknown: coded.unknown, has_code }
}

/// The surest first; equals in the order of the catalogue.
fn sort(found: &mut [RankedMatch]) {
    found.sort_by(|one, other| other.1.score.total_cmp(&one.1.score).then(one.0.cmp(&other.0)));
}

fn matches(found: Vec<RankedMatch>) -> Vec<Match<'static>> {
    found.into_iter().map(|(_, found)| found).collect()
}
