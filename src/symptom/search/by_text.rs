//! Finds symptoms by their texts: the whole, a piece, or what is left of one.

use std::collections::{BTreeMap, BTreeSet};

use super::found::{Match, MatchedBy, RankedMatch};
use super::mention::{is_only_codes, mentions};
use crate::symptom::catalogue::all;
use crate::symptom::index::{Phrase, SearchIndex};
use crate::symptom::likeness::{QueryGrams, Weights, grams, same_order};
use crate::symptom::wording::{WordSequence, around_placeholders, is_chinese};

/// The symptoms that a folded query may quote, each once, with its nearest text.
pub(crate) fn by_text(index: &SearchIndex, folded: &str) -> Vec<RankedMatch> {
    let query = Query::of(folded, &index.weights);
    let numbers: Vec<_> =
        mentions(folded).into_iter().filter(|mention| !mention.values.is_empty()).collect();
    if query.joined.is_empty() || is_only_codes(folded, &numbers) {
        return Vec::new();
    }
    let holders: BTreeSet<usize> = index
        .phrases
        .iter()
        .filter(|phrase| query.is_piece_of(phrase))
        .map(|phrase| phrase.symptom)
        .collect();
    let pieces_tell = holders.len() * COMMON_PIECE < all().len();
    let mut best: BTreeMap<usize, Match<'static>> = BTreeMap::new();
    let common = query.grams.common(index.phrases.len(), &index.holders);
    for (phrase, common) in index.phrases.iter().zip(common) {
        let (how, likeness) = query.compare(phrase, common, pieces_tell);
        let score =
            likeness * if how == MatchedBy::Exact { EXACT.max(phrase.worth) } else { phrase.worth };
        if score > best.get(&phrase.symptom).map_or(0.0, |known| known.score) {
            let symptom = &all()[phrase.symptom];
            best.insert(phrase.symptom, Match { symptom, score, how, matched: phrase.shown });
        }
    }
    best.into_iter().collect()
}

/// What a whole title is worth at the least.
const EXACT: f64 = 0.98;
/// A piece that one symptom in so many has tells nothing.
const COMMON_PIECE: usize = 4;
/// Shorter pieces must be whole words, or Chinese.
const LETTERS_OF_A_PIECE: usize = 6;
/// In bytes: a shorter text may stand in a long query by chance.
const LENGTH_TO_BE_HELD: usize = 14;

/// A text less like the query than this is not looked at closer.
const CANDIDATE: f64 = 0.25;
/// What the same order of letters adds,
const ORDER: f64 = 0.3;
/// beyond the order that any two texts share.
const CHANCE_ORDER: f64 = 0.6;
/// A resemblance never counts as a quotation.
const MOST_FUZZY: f64 = 0.95;

struct Query {
    joined: String,
    spaced: String,
    grams: QueryGrams,
    piece: PartialMatch,
}

/// As what a query may be a piece of a text.
#[derive(Clone, Copy)]
enum PartialMatch {
    /// As its letters, wherever they stand.
    Letters,
    /// As whole words: it is short.
    Words,
    /// Not at all: it is a letter.
    Nothing,
}

impl PartialMatch {
    fn of(joined: &str) -> Self {
        match joined.chars().count() {
            0 | 1 => Self::Nothing,
            LETTERS_OF_A_PIECE.. => Self::Letters,
            _ if joined.chars().all(is_chinese) => Self::Letters,
            _ => Self::Words,
        }
    }
}

impl Query {
    fn of(folded: &str, weights: &Weights) -> Self {
        let wording = WordSequence::of(&around_placeholders(folded).join(" "));
        let grams = QueryGrams::new(&grams(&wording), weights);
        let (joined, spaced) = (wording.joined(), wording.spaced());
        Self { piece: PartialMatch::of(&joined), joined, spaced, grams }
    }

    fn compare(&self, phrase: &Phrase, common: f64, pieces_tell: bool) -> (MatchedBy, f64) {
        if self.joined == phrase.joined {
            (MatchedBy::Exact, 1.0)
        } else if self.holds(phrase) {
            (MatchedBy::Text, 0.85 + 0.1 * share(&phrase.joined, &self.joined))
        } else if self.is_piece_of(phrase) {
            (
                MatchedBy::Piece,
                if pieces_tell { 0.6 + 0.35 * share(&self.joined, &phrase.joined) } else { 0.0 },
            )
        } else {
            (MatchedBy::Fuzzy, self.likeness(phrase, common))
        }
    }

    /// Letters in any order find the candidates, their order decides between them.
    fn likeness(&self, phrase: &Phrase, common: f64) -> f64 {
        let letters = phrase.target.likeness(&self.grams, common);
        if letters < CANDIDATE {
            return letters;
        }
        let order = same_order(&self.joined, &phrase.joined);
        (letters + ORDER * (order - CHANCE_ORDER).max(0.0)).min(MOST_FUZZY)
    }

    fn is_piece_of(&self, phrase: &Phrase) -> bool {
        match self.piece {
            PartialMatch::Letters => phrase.joined.contains(&self.joined),
            PartialMatch::Words => phrase.spaced.contains(&self.spaced),
            PartialMatch::Nothing => false,
        }
    }

    /// Whether the query holds the whole text, with whatever in the place of its placeholders.
    fn holds(&self, phrase: &Phrase) -> bool {
        let mut rest = self.joined.as_str();
        phrase.joined.len() >= LENGTH_TO_BE_HELD
            && phrase.parts.iter().all(|part| match rest.find(part.as_str()) {
                Some(at) => {
                    rest = &rest[at + part.len()..];
                    true
                }
                None => false,
            })
    }
}

/// The length of a part against the length of what holds it.
fn share(part: &str, whole: &str) -> f64 {
    let length = |text: &str| f64::from(u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
    (length(part) / length(whole).max(1.0)).min(1.0)
}
