//! Choosing fixes that don't get in each other's way.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use arm_template::SourceId;

use super::target::EditableFiles;
use crate::finding::Report;
use crate::finding::{Edit, Finding, Fix};

/// The fixes of one round.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    fixes: Vec<Accepted>,
}

/// A fix with the places where its edits go.
#[derive(Clone, Debug)]
struct Accepted {
    fingerprint: String,
    edits: Vec<FileEdit>,
}

/// An edit of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FileEdit {
    /// Which file, by its number among the targets.
    target: usize,
    start: usize,
    end: usize,
    text: String,
    source: SourceId,
}

/// A file's text after edits.
pub(super) struct Edited {
    /// Which file.
    pub(super) target: usize,
    /// The source that its text was read as.
    pub(super) source: SourceId,
    /// The new text.
    pub(super) text: String,
    /// Which stretches of the old text gave way to how many bytes.
    pub(super) edits: Vec<(Range<usize>, usize)>,
}

/// What is edited already in one file: where each edit ends and what it writes, by the place where it begins.
type Taken = BTreeMap<usize, (usize, String)>;

/// Chooses a fix for each finding that has one, as far as they don't overlap; the others have another round.
pub(super) fn choose(
    report: &Report,
    targets: &mut EditableFiles,
    unsafe_too: bool,
    broken: &HashSet<String>,
) -> Chosen {
    let mut chosen = Chosen::default();
    let mut known: HashMap<SourceId, Option<usize>> = HashMap::new();
    let mut taken: HashMap<usize, Taken> = HashMap::new();
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
                let source = edit.span.source;
                let target = *known.entry(source).or_insert_with(|| targets.find(report, source));
                placed(report, edit, target?)
            })
            .collect();
        let Some(mut edits) = edits else { continue };
        edits.sort();
        if !is_possible(report, fix, &edits, &taken) {
            continue;
        }
        for edit in &edits {
            let there = taken.entry(edit.target).or_default();
            there.insert(edit.start, (edit.end, edit.text.clone()));
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

fn placed(report: &Report, edit: &Edit, target: usize) -> Option<FileEdit> {
    let source = edit.span.source;
    let Range { start, end } = edit.span.range();
    report.sources.get(source).text.get(start..end)?;
    Some(FileEdit { target, start, end, text: edit.text.clone(), source })
}

/// Whether the edits, which are sorted, change something, and neither overlap each other nor touch other ones.
fn is_possible(
    report: &Report,
    fix: &Fix,
    edits: &[FileEdit],
    taken: &HashMap<usize, Taken>,
) -> bool {
    let changes = fix.edits.iter().any(|edit| report.sources.slice(edit.span) != edit.text);
    let apart = edits.windows(2).all(|pair| {
        pair[0].target != pair[1].target
            || (pair[0].end <= pair[1].start && pair[0].start < pair[1].start)
    });
    let free = edits.iter().all(|edit| {
        let Some(there) = taken.get(&edit.target) else { return true };
        let same = there
            .get(&edit.start)
            .is_some_and(|(end, text)| *end == edit.end && *text == edit.text);
        // What is taken lies in order: the last one that begins before the end of this one ends last, too.
        let before = there.range(..=edit.end).next_back();
        same || before.is_none_or(|(_, (end, _))| *end < edit.start)
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

    /// Which files each of them changes.
    pub(super) fn targets(&self) -> impl Iterator<Item = Vec<usize>> + '_ {
        self.fixes.iter().map(|fix| {
            let mut targets: Vec<usize> = fix.edits.iter().map(|edit| edit.target).collect();
            targets.dedup();
            targets
        })
    }

    /// The first and the second half of them.
    pub(super) fn halves(mut self) -> (Self, Self) {
        let second = self.fixes.split_off(self.fixes.len() / 2);
        (self, Self { fixes: second })
    }

    /// Adds fixes that were chosen in one round with these.
    pub(super) fn add(&mut self, other: Self) {
        self.fixes.extend(other.fixes);
    }

    /// The texts after all edits.
    pub(super) fn texts(&self, report: &Report) -> Vec<Edited> {
        let mut by_target: BTreeMap<usize, Vec<&FileEdit>> = BTreeMap::new();
        for edit in self.fixes.iter().flat_map(|fix| &fix.edits) {
            by_target.entry(edit.target).or_default().push(edit);
        }
        by_target
            .into_iter()
            .map(|(target, mut edits)| {
                edits.sort();
                edits.dedup_by_key(|edit| (edit.start, edit.end));
                let source = edits[0].source;
                let text = edited(&report.sources.get(source).text, &edits);
                let edits =
                    edits.iter().map(|edit| (edit.start..edit.end, edit.text.len())).collect();
                Edited { target, source, text, edits }
            })
            .collect()
    }
}

/// A text with edits, which are sorted and don't overlap.
fn edited(text: &str, edits: &[&FileEdit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.start]);
        out.push_str(&edit.text);
        at = edit.end;
    }
    out.push_str(&text[at..]);
    out
}
