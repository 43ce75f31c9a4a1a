//! How much of one text is in another, in letters rather than words, so that typos and lost characters cost little.

use std::collections::HashMap;
use std::ops::Range;

use super::wording::{WordSequence, is_chinese};

/// Three Latin letters or two Chinese characters in a row.
pub(super) type Gram = u64;

/// The grams of a text in its order. Numbers are left out: they are codes, addresses or dates.
pub(super) fn grams(wording: &WordSequence) -> Vec<Gram> {
    let words = wording.words().iter().filter(|word| !is_number(word));
    let letters: Vec<char> = words.flat_map(|word| word.chars()).collect();
    (0..letters.len()).filter_map(|at| gram(&letters[at..])).collect()
}

fn gram(letters: &[char]) -> Option<Gram> {
    let length = if is_chinese(*letters.first()?) { 2 } else { 3 };
    let letters = letters.get(..length)?;
    Some(letters.iter().fold(0, |gram, char| gram << 21 | u64::from(*char)))
}

/// Also `aadsts700016`: what it shares with other codes of its kind tells nothing.
fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix("aadsts").or(word.strip_prefix("0x")).unwrap_or(word);
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex && word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Grams in order, each once.
pub(super) fn distinct(grams: impl IntoIterator<Item = Gram>) -> Vec<Gram> {
    let mut grams: Vec<Gram> = grams.into_iter().collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// How telling each gram is: the fewer symptoms hold it, the more.
#[derive(Debug)]
pub(super) struct Weights {
    by_gram: HashMap<Gram, f64>,
    of_unknown: f64,
}

impl Weights {
    /// Weighs the grams of the symptoms, given the distinct grams of each.
    pub(super) fn new(symptoms: &[Vec<Gram>]) -> Self {
        let mut counts: HashMap<Gram, u32> = HashMap::new();
        for gram in symptoms.iter().flatten() {
            *counts.entry(*gram).or_default() += 1;
        }
        let total = u32::try_from(symptoms.len()).unwrap_or(u32::MAX);
        let weigh = |count: u32| {
            exactly_summed((f64::from(total + 1) / (f64::from(count) + 0.5)).ln().max(0.1))
        };
        let by_gram = counts.into_iter().map(|(gram, count)| (gram, weigh(count))).collect();
        Self { by_gram, of_unknown: exactly_summed(UNKNOWN * weigh(1)) }
    }

    fn of(&self, gram: Gram) -> f64 {
        self.by_gram.get(&gram).copied().unwrap_or(self.of_unknown)
    }

    fn sum<'a>(&self, grams: impl IntoIterator<Item = &'a Gram>) -> f64 {
        grams.into_iter().map(|gram| self.of(*gram)).sum()
    }
}

/// The weight without digits behind the twentieth binary place: sums of it are the same in any order, and what was added
/// can be taken away again.
fn exactly_summed(weight: f64) -> f64 {
    const PLACES: f64 = (1_u32 << 20) as f64;
    (weight * PLACES).round() / PLACES
}

/// A gram that no symptom has weighs this part of one that only one has: a typo makes up to three of them.
const UNKNOWN: f64 = 0.6;

/// What must be common at the least, whatever the share: about three telling grams.
const LEAST_COMMON: f64 = 10.0;

/// A text to compare with.
#[derive(Debug)]
pub(super) struct WeighedText {
    grams: Vec<Gram>,
    weight: f64,
}

impl WeighedText {
    /// Its distinct grams.
    pub(super) fn grams(&self) -> &[Gram] {
        &self.grams
    }

    /// A text of these distinct grams.
    pub(super) fn new(grams: Vec<Gram>, weights: &Weights) -> Self {
        let weight = weights.sum(&grams);
        Self { grams, weight }
    }

    /// How much the query is this text, or a piece of it, or holds it: 0 (nothing) to 1.
    ///
    /// `common` is the weight of what the two have in common: where that is too little no piece of the query has more.
    pub(super) fn likeness(&self, query: &QueryGrams, common: f64) -> f64 {
        let length = self.grams.len();
        let window = length + length / 4;
        if length == 0 || common < LEAST_COMMON {
            return 0.0;
        }
        if query.all.len() <= window + length / 4 {
            return self.share(common, query.whole.weight);
        }
        let last = query.all.len() - window;
        let starts = (0..last).step_by((length / 4).max(1)).chain([last]);
        let mut stretch = Stretch::new(query, self);
        starts
            .map(|start| {
                stretch.move_to(start..start + window);
                if stretch.common < LEAST_COMMON {
                    0.0
                } else {
                    self.share(stretch.common, stretch.weight)
                }
            })
            .fold(0.0, f64::max)
    }

    /// How much it is to have so much in common with a text of this weight.
    fn share(&self, common: f64, whole: f64) -> f64 {
        let alike = 2.0 * common / (whole + self.weight);
        let piece = common / whole * (0.6 + 0.4 * (whole / self.weight));
        if whole < self.weight { alike.max(piece) } else { alike }
    }
}

/// The grams of a query, weighed once for all texts that it is compared with.
#[derive(Debug)]
pub(super) struct QueryGrams {
    /// The grams in their order, each by its place among the distinct ones.
    all: Vec<usize>,
    whole: Weighed,
}

impl QueryGrams {
    /// Of the grams in their order.
    pub(super) fn new(all: &[Gram], weights: &Weights) -> Self {
        let whole = Weighed::new(all, weights);
        let place = |gram: &Gram| whole.grams.partition_point(|(other, _)| other < gram);
        Self { all: all.iter().map(place).collect(), whole }
    }

    /// The weight of what the query has in common with each of so many texts, given which texts hold a gram.
    pub(super) fn common(&self, texts: usize, holders: &HashMap<Gram, Vec<usize>>) -> Vec<f64> {
        let mut common = vec![0.0; texts];
        for (gram, weight) in &self.whole.grams {
            for text in holders.get(gram).into_iter().flatten() {
                common[*text] += weight;
            }
        }
        common
    }
}

/// Distinct grams, each with its weight.
#[derive(Debug)]
struct Weighed {
    grams: Vec<(Gram, f64)>,
    weight: f64,
}

impl Weighed {
    fn new(grams: &[Gram], weights: &Weights) -> Self {
        let grams = distinct(grams.iter().copied()).into_iter();
        let grams: Vec<_> = grams.map(|gram| (gram, weights.of(gram))).collect();
        let weight = grams.iter().map(|(_, weight)| weight).sum();
        Self { grams, weight }
    }
}

/// A stretch of a query that moves along it, and what its distinct grams weigh.
struct Stretch<'q> {
    query: &'q QueryGrams,
    /// Of each distinct gram of the query: whether the text has it, and how often the stretch does.
    grams: Vec<(bool, u32)>,
    range: Range<usize>,
    weight: f64,
    /// The weight of those that the text has, too.
    common: f64,
}

impl<'q> Stretch<'q> {
    fn new(query: &'q QueryGrams, text: &WeighedText) -> Self {
        let is_common = |gram: &Gram| text.grams.binary_search(gram).is_ok();
        let grams = query.whole.grams.iter().map(|(gram, _)| (is_common(gram), 0)).collect();
        Self { query, grams, range: 0..0, weight: 0.0, common: 0.0 }
    }

    /// Moves it to a range that begins and ends no earlier than the one it is at.
    fn move_to(&mut self, range: Range<usize>) {
        for at in self.range.end..range.end {
            let gram = self.query.all[at];
            let (is_common, times) = &mut self.grams[gram];
            *times += 1;
            if *times == 1 {
                let weight = self.query.whole.grams[gram].1;
                self.weight += weight;
                self.common += if *is_common { weight } else { 0.0 };
            }
        }
        for at in self.range.start..range.start {
            let gram = self.query.all[at];
            let (is_common, times) = &mut self.grams[gram];
            *times -= 1;
            if *times == 0 {
                let weight = self.query.whole.grams[gram].1;
                self.weight -= weight;
                self.common -= if *is_common { weight } else { 0.0 };
            }
        }
        self.range = range;
    }
}

/// How much of two joined texts is the same letters in the same order, from 0 to 1.
///
/// It tells apart texts of the same words, where [`WeighedText::likeness`] hardly can; it is quadratic, so long texts are left out.
pub(super) fn same_order(one: &str, other: &str) -> f64 {
    const LONGEST: usize = 600;
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().max(other.len()) > LONGEST || one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let mut lengths = vec![0_u32; other.len() + 1];
    for left in &one {
        let mut diagonal = 0;
        for (at, right) in other.iter().enumerate() {
            let above = lengths[at + 1];
            lengths[at + 1] = if left == right { diagonal + 1 } else { above.max(lengths[at]) };
            diagonal = above;
        }
    }
    let all = u32::try_from(one.len() + other.len()).unwrap_or(u32::MAX);
    2.0 * f64::from(lengths[other.len()]) / f64::from(all)
}
