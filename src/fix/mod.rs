//! Mechanical remedies: chosen, applied, checked again, until nothing is left to do; then written.

mod changes;
mod encoding;
mod fixed;
mod patch;
mod plan;
mod target;
mod write;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

pub use changes::TextChange;
pub use fixed::{Fixed, FixedFile};
pub use patch::patch;
pub use write::{FixError, write};

use self::plan::{Chosen, Edited, choose};
use self::target::EditableFiles;
use crate::finding::Report;
use crate::run::{Request, check};
use crate::source::Language;
use crate::source::{BicepFile, Given};

/// How often a run is repeated at most. Fixes of one round may uncover faults for the next; none of the lints needs
/// more than two.
const ROUNDS: usize = 10;

/// How many sets of fixes are tried in a round to find those after which a text is no JSON any more.
const TRIALS: usize = 64;

/// Applies fixes until there is none left: the safe ones, or all.
///
/// Only files of the request's inputs, or below its folders, are changed. `mark` is called with each report before
/// fixes are chosen; what it suppresses is not fixed.
#[must_use]
pub fn fix(request: &Request, unsafe_too: bool, mark: &dyn Fn(&mut Report)) -> Fixed {
    let mut targets = EditableFiles::of(request);
    let mut request = request.clone();
    let mut changes: BTreeMap<usize, FixedFile> = BTreeMap::new();
    let mut broken = HashSet::new();
    let mut fixes = Vec::new();
    let mut report = checked(&request, mark);
    let mut first = None;
    for _ in 0..ROUNDS {
        let chosen = choose(&report, &mut targets, unsafe_too, &broken);
        let (chosen, texts) = without_breaking(&report, chosen, &mut broken);
        if chosen.findings() == 0 {
            break;
        }
        for edited in texts {
            put(&mut request, &mut changes, &targets, &edited);
        }
        let paths = |fix: Vec<usize>| fix.iter().map(|at| targets.get(*at).path.clone()).collect();
        fixes.extend(chosen.targets().map(paths));
        let before = std::mem::replace(&mut report, checked(&request, mark));
        first.get_or_insert(before);
    }
    report.fixed = fixes.len();
    let files = changes.into_values().filter(|file| file.before != file.after).collect();
    let first = first.unwrap_or_default();
    let stdin = request.inputs.into_iter().find_map(|given| match given {
        Given::Bytes { bytes, .. } => Some(bytes),
        Given::Path(_) | Given::Stdin(_) | Given::Answer(_) => None,
    });
    Fixed { report, first, files, unnamed: targets.unnamed, stdin, fixes }
}

fn checked(request: &Request, mark: &dyn Fn(&mut Report)) -> Report {
    let mut report = check(request);
    mark(&mut report);
    report
}

/// Those fixes after which every text is as sound as before, with the new texts. The others are remembered.
fn without_breaking(
    report: &Report,
    chosen: Chosen,
    broken: &mut HashSet<String>,
) -> (Chosen, Vec<Edited>) {
    let mut problems = BTreeMap::new();
    let mut is_good = |chosen: &Chosen| {
        let texts = chosen.texts(report);
        texts.iter().all(|edited| is_sound(report, edited, &mut problems)).then_some(texts)
    };
    let mut good = Chosen::default();
    let (mut waiting, mut trials) = (vec![chosen], 0);
    while let Some(some) = waiting.pop() {
        trials += 1;
        if trials <= TRIALS && is_good(&some).is_some() {
            good.add(some);
        } else if trials >= TRIALS || some.findings() == 1 {
            broken.extend(some.fingerprints());
        } else {
            let (first, second) = some.halves();
            waiting.extend([second, first]);
        }
    }
    if let Some(texts) = is_good(&good) {
        return (good, texts);
    }
    broken.extend(good.fingerprints());
    (Chosen::default(), Vec::new())
}

/// Whether a text is in its language as much as it was before: JSON that is readable, with no more names written twice; Bicep
/// with no more faults of syntax; Terraform without any.
fn is_sound(
    report: &Report,
    edited: &Edited,
    problems: &mut BTreeMap<usize, Option<usize>>,
) -> bool {
    if report.sources.get(edited.source).language == Language::Terraform {
        return terraform_config::syntax::read(&edited.text, edited.source).is_ok();
    }
    let name = Path::new(report.sources.name(edited.source));
    let count = |text: &str| match BicepFile::of(name) {
        Some(BicepFile::Template) => {
            Some(bicep::parse(text, bicep::FileKind::Template).errors().len())
        }
        Some(BicepFile::Parameters) => {
            Some(bicep::parse(text, bicep::FileKind::Parameters).errors().len())
        }
        None => {
            let parsed = arm_template::parse(text, edited.source);
            parsed.node.map(|_| parsed.problems.len())
        }
    };
    let before = *problems
        .entry(edited.target)
        .or_insert_with(|| count(&report.sources.get(edited.source).text));
    before.zip(count(&edited.text)).is_some_and(|(before, after)| after <= before)
}

/// Puts a new text in the place of the old one, for the next round.
fn put(
    request: &mut Request,
    changes: &mut BTreeMap<usize, FixedFile>,
    targets: &EditableFiles,
    edited: &Edited,
) {
    let change = changes.entry(edited.target).or_insert_with(|| {
        let target = targets.get(edited.target);
        FixedFile {
            name: target.name.clone(),
            path: target.path.clone(),
            after: Vec::new(),
            before: target.bytes.to_vec(),
            changes: Vec::new(),
        }
    });
    change.after = encoding::encode(&edited.text, &change.before);
    change.changes = changes::and_then(&change.changes, &edited.edits);
    if let Some(path) = &change.path {
        request.overlay.put(path.clone(), change.after.clone());
        return;
    }
    for given in &mut request.inputs {
        if let Given::Bytes { bytes, .. } = given {
            bytes.clone_from(&change.after);
        }
    }
}
