//! What is computed once from the catalogue, to search it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::catalogue::{Symptom, all};
use super::likeness::{Gram, WeighedText, Weights, distinct, grams};
use super::wording::{WordSequence, around_placeholders, fold};

/// The catalogue, prepared for searching. Symptoms are named by their place in [`all`].
pub(super) struct SearchIndex {
    pub(super) phrases: Vec<Phrase>,
    /// The phrases that hold a gram.
    pub(super) holders: HashMap<Gram, Vec<usize>>,
    pub(super) weights: Weights,
    /// The symptom and the code of a number.
    pub(super) numbers: HashMap<u32, (usize, &'static str)>,
    /// The symptom and the code of a name in lower case.
    pub(super) names: HashMap<String, (usize, &'static str)>,
}

/// One text, title or long name of a symptom.
pub(super) struct Phrase {
    pub(super) symptom: usize,
    /// As the catalogue writes it.
    pub(super) shown: &'static str,
    /// The joined words before, between and behind the placeholders.
    pub(super) parts: Vec<String>,
    pub(super) joined: String,
    pub(super) spaced: String,
    pub(super) target: WeighedText,
    /// What a match is worth: titles are this program's words, not the user's.
    pub(super) worth: f64,
}

/// What a title, or words that people ask with, are worth beside a message.
const OWN_WORDS: f64 = 0.85;

/// The index of the catalogue.
pub(super) fn index() -> &'static SearchIndex {
    static INDEX: LazyLock<SearchIndex> = LazyLock::new(SearchIndex::new);
    &INDEX
}

impl SearchIndex {
    fn new() -> Self {
        let grams_of = |symptom| distinct(texts(symptom).flat_map(|(text, _)| grams(&whole(text))));
        let weights = Weights::new(&all().iter().map(grams_of).collect::<Vec<_>>());
        let mut phrases: Vec<Phrase> = Vec::new();
        let mut numbers = HashMap::new();
        let mut names = HashMap::new();
        for (number, symptom) in all().iter().enumerate() {
            phrases.extend(
                texts(symptom).map(|(text, worth)| Phrase::new(number, text, worth, &weights)),
            );
            for code in symptom.codes() {
                names.insert(code.written().to_lowercase(), (number, code.written()));
                if let Some(value) = code.value() {
                    numbers.insert(value, (number, code.written()));
                }
            }
        }
        let mut holders: HashMap<Gram, Vec<usize>> = HashMap::new();
        for (at, phrase) in phrases.iter().enumerate() {
            for gram in phrase.target.grams() {
                holders.entry(*gram).or_default().push(at);
            }
        }
        Self { phrases, holders, weights, numbers, names }
    }
}

impl Phrase {
    /// Whether it is what a program says, and not a title or what people ask with.
    pub(super) fn is_message(&self) -> bool {
        self.worth > OWN_WORDS
    }

    fn new(symptom: usize, shown: &'static str, worth: f64, weights: &Weights) -> Self {
        let whole = whole(shown);
        let parts = parts_of(shown);
        let target = WeighedText::new(distinct(grams(&whole)), weights);
        Self {
            symptom,
            shown,
            parts,
            joined: whole.joined(),
            spaced: whole.spaced(),
            target,
            worth,
        }
    }
}

/// The joined words of a text before, between and behind its placeholders.
pub(super) fn parts_of(text: &str) -> Vec<String> {
    let parts = around_placeholders(&fold(text));
    let joined = parts.iter().map(|part| WordSequence::of(part).joined());
    joined.filter(|part| !part.is_empty()).collect()
}

/// The words of a text without its placeholders.
fn whole(text: &str) -> WordSequence {
    WordSequence::of(&around_placeholders(&fold(text)).join(" "))
}

/// The texts of a symptom, and what a match of each is worth. A name is a text too: people write it with spaces and typos.
fn texts(symptom: &'static Symptom) -> impl Iterator<Item = (&'static str, f64)> {
    const NAME_LENGTH: usize = 12;
    let translated = symptom.translations().values().flatten();
    let texts = symptom.texts().en.iter().chain(&symptom.texts().zh).chain(translated);
    let names = symptom.codes().iter().filter(|code| code.is_identifier());
    // Names in capitals are matched as codes only: `TS_UNACCEPTABLE` would be found in any sentence with its words.
    let names = names.map(super::code::Code::written).filter(|name| {
        let is_words = name.bytes().any(|byte| byte.is_ascii_lowercase());
        name.len() > NAME_LENGTH && is_words && !symptom.is_wrapper()
    });
    let own = symptom.also_asked().iter().map(String::as_str).chain([symptom.title()]);
    let texts = texts.map(String::as_str).chain(names).map(|text| (text, 1.0));
    texts.chain(own.map(|text| (text, OWN_WORDS)))
}
