//! Mechanical remedies: chosen, applied, checked again, until nothing is left to do; then written.

mod encoding;
mod patch;
mod plan;
mod target;
mod write;

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

pub use patch::patch;
pub use write::{FixError, write};

use self::plan::{Chosen, choose};
use self::target::{Target, Targets};
use crate::finding::Report;
use crate::run::{Request, check};
use crate::source::Given;

/// How often a run is repeated at most. Fixes of one round may uncover faults for the next; none of the lints needs
/// more than two.
const ROUNDS: usize = 10;

/// A file, or standard input, with its bytes before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedFile {
    /// Its name in reports.
    pub name: String,
    /// Where it lies; none for standard input.
    pub path: Option<PathBuf>,
    /// The bytes as they were read.
    pub before: Vec<u8>,
    /// The bytes as they should be.
    pub after: Vec<u8>,
}

/// What fixing came to. Nothing is written yet.
#[derive(Debug)]
pub struct Fixed {
    /// What remains.
    pub report: Report,
    /// What was found at first.
    pub first: Report,
    /// What changed.
    pub files: Vec<FixedFile>,
    /// The bytes of standard input after all fixes, when it was an input.
    pub stdin: Option<Vec<u8>>,
}

/// Applies fixes until there is none left: the safe ones, or all.
///
/// Only files of the request's inputs, or below its folders, are changed. `mark` is called with each report before
/// fixes are chosen; what it suppresses is not fixed.
#[must_use]
pub fn fix(request: &Request, unsafe_too: bool, mark: &dyn Fn(&mut Report)) -> Fixed {
    let targets = Targets::of(request);
    let mut request = request.clone();
    let mut changes: BTreeMap<Target, FixedFile> = BTreeMap::new();
    let mut broken = HashSet::new();
    let mut fixed = 0;
    let mut report = checked(&request, mark);
    let mut first = None;
    for _ in 0..ROUNDS {
        let chosen = choose(&report, &targets, unsafe_too, &broken);
        let (texts, applied) = without_breaking(&report, chosen, &mut broken);
        if applied == 0 {
            break;
        }
        for (target, text) in texts {
            put(&mut request, &mut changes, &target, &report, &text);
        }
        fixed += applied;
        let before = std::mem::replace(&mut report, checked(&request, mark));
        first.get_or_insert(before);
    }
    report.fixed = fixed;
    let files = changes.into_values().filter(|file| file.before != file.after).collect();
    let first = first.unwrap_or_else(|| Report { fixed: 0, ..Report::default() });
    let stdin = request.inputs.into_iter().find_map(|given| match given {
        Given::Bytes { bytes, .. } => Some(bytes),
        Given::Path(_) | Given::Stdin(_) | Given::Answer(_) => None,
    });
    Fixed { report, first, files, stdin }
}

fn checked(request: &Request, mark: &dyn Fn(&mut Report)) -> Report {
    let mut report = check(request);
    mark(&mut report);
    report
}

/// The new texts, and how many findings they fix. Fixes after which a text is no JSON any more are left out, and
/// remembered.
fn without_breaking(
    report: &Report,
    chosen: Chosen,
    broken: &mut HashSet<String>,
) -> (Vec<(Target, String)>, usize) {
    let texts = chosen.texts(report);
    if texts.iter().all(|(target, text)| is_sound(report, target, text)) {
        let count = chosen.findings();
        return (texts, count);
    }
    // One of them is wrong: find it by trying each by itself.
    let mut good = Chosen::default();
    for single in chosen.singles() {
        let texts = single.texts(report);
        if texts.iter().all(|(target, text)| is_sound(report, target, text)) {
            good.add(single);
        } else {
            broken.extend(single.fingerprints());
        }
    }
    let texts = good.texts(report);
    if texts.iter().all(|(target, text)| is_sound(report, target, text)) {
        let count = good.findings();
        (texts, count)
    } else {
        broken.extend(good.fingerprints());
        (Vec::new(), 0)
    }
}

/// Whether a text is JSON as much as it was before: readable, and with no more names written twice.
fn is_sound(report: &Report, target: &Target, text: &str) -> bool {
    let source = target.source;
    let before = arm_template::parse(&report.sources.get(source).text, source);
    let after = arm_template::parse(text, source);
    before.node.is_some() && after.node.is_some() && after.problems.len() <= before.problems.len()
}

/// Puts a new text in the place of the old one, for the next round.
fn put(
    request: &mut Request,
    changes: &mut BTreeMap<Target, FixedFile>,
    target: &Target,
    report: &Report,
    text: &str,
) {
    let change = changes.entry(target.clone()).or_insert_with(|| {
        let before = target.bytes.clone();
        FixedFile {
            name: report.sources.name(target.source).to_owned(),
            path: target.path.clone(),
            after: before.clone(),
            before,
        }
    });
    change.after = encoding::encode(text, &change.before);
    if let Some(path) = &target.path {
        request.overlay.put(path.clone(), change.after.clone());
        return;
    }
    for given in &mut request.inputs {
        if let Given::Bytes { bytes, .. } = given {
            bytes.clone_from(&change.after);
        }
    }
}
