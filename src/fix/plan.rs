//! Choosing fixes that don't get in each other's way.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use arm_template::SourceId;

use super::target::{Target, Targets};
use crate::finding::{Edit, Finding, Fix, Report};

/// The fixes of one round.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    fixes: Vec<Accepted>,
}

/// A fix with the places where its edits go.
#[derive(Clone, Debug)]
struct Accepted {
    fingerprint: String,
    edits: Vec<(Target, Range<usize>, String)>,
}

/// Chooses a fix for each finding that has one, as far as they don't overlap; the others have another round.
pub(super) fn choose(
    report: &Report,
    targets: &Targets,
    unsafe_too: bool,
    broken: &HashSet<String>,
) -> Chosen {
    let mut chosen = Chosen::default();
    let mut known: HashMap<SourceId, Option<Target>> = HashMap::new();
    let mut taken: BTreeMap<Target, Vec<(Range<usize>, String)>> = BTreeMap::new();
    let open = report
        .findings
        .iter()
        .filter(|finding| finding.suppressed.is_none() && !broken.contains(&finding.fingerprint));
    for finding in open {
        let Some(fix) = fix_of(finding, unsafe_too) else { continue };
        let edits: Option<Vec<_>> = fix
            .edits
            .iter()
            .map(|edit| {
                let target = known
                    .entry(edit.span.source)
                    .or_insert_with(|| targets.get(report, edit.span.source));
                placed(report, edit, target.as_ref()?)
            })
            .collect();
        let Some(edits) = edits.filter(|edits| is_possible(report, fix, edits, &taken)) else {
            continue;
        };
        for (target, range, text) in &edits {
            let there = taken.entry(target.clone()).or_default();
            if !there.contains(&(range.clone(), text.clone())) {
                there.push((range.clone(), text.clone()));
            }
        }
        chosen.fixes.push(Accepted { fingerprint: finding.fingerprint.clone(), edits });
    }
    chosen
}

/// The fix of a finding: a safe one before an unsafe one.
fn fix_of(finding: &Finding, unsafe_too: bool) -> Option<&Fix> {
    let safe = finding.fixes.iter().find(|fix| fix.applicability.is_safe());
    safe.or_else(|| finding.fixes.first().filter(|_| unsafe_too))
}

fn placed(report: &Report, edit: &Edit, target: &Target) -> Option<(Target, Range<usize>, String)> {
    let text = &report.sources.get(edit.span.source).text;
    text.get(edit.span.range())?;
    Some((target.clone(), edit.span.range(), edit.text.clone()))
}

/// Whether the edits change something, and neither overlap each other nor touch other ones.
fn is_possible(
    report: &Report,
    fix: &Fix,
    edits: &[(Target, Range<usize>, String)],
    taken: &BTreeMap<Target, Vec<(Range<usize>, String)>>,
) -> bool {
    let changes = fix.edits.iter().any(|edit| report.sources.slice(edit.span) != edit.text);
    let apart = edits.iter().enumerate().all(|(at, (target, range, _))| {
        edits[..at].iter().all(|(other_target, other, _)| {
            target != other_target || range.end <= other.start || other.end <= range.start
        })
    });
    let free = edits.iter().all(|(target, range, text)| {
        taken.get(target).is_none_or(|there| {
            there.iter().all(|(other, other_text)| {
                (range == other && text == other_text)
                    || range.end < other.start
                    || other.end < range.start
            })
        })
    });
    changes && apart && free
}

impl Chosen {
    /// How many findings they fix.
    pub(super) fn findings(&self) -> usize {
        self.fixes.len()
    }

    /// The prints of the findings.
    pub(super) fn fingerprints(&self) -> impl Iterator<Item = String> + '_ {
        self.fixes.iter().map(|fix| fix.fingerprint.clone())
    }

    /// Each fix by itself.
    pub(super) fn singles(self) -> impl Iterator<Item = Chosen> {
        self.fixes.into_iter().map(|fix| Chosen { fixes: vec![fix] })
    }

    /// Adds fixes that were chosen in one round with these.
    pub(super) fn add(&mut self, other: Self) {
        self.fixes.extend(other.fixes);
    }

    /// The texts after all edits.
    pub(super) fn texts(&self, report: &Report) -> Vec<(Target, String)> {
        let mut by_target: BTreeMap<&Target, Vec<(&Range<usize>, &str)>> = BTreeMap::new();
        for (target, range, text) in self.fixes.iter().flat_map(|fix| &fix.edits) {
            by_target.entry(target).or_default().push((range, text));
        }
        by_target
            .into_iter()
            .map(|(target, mut edits)| {
                edits.sort_by_key(|(range, _)| (range.start, range.end));
                edits.dedup();
                (target.clone(), edited(&report.sources.get(target.source).text, &edits))
            })
            .collect()
    }
}

/// A text with edits, which are sorted and don't overlap.
fn edited(text: &str, edits: &[(&Range<usize>, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        out.push_str(&text[at..range.start]);
        out.push_str(new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}
