//! Applies the fixes of every room's examples: the text stays readable, and what was fixed is found no more.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use gatelint::finding::Report;
use gatelint::lint::{Fixable, Lint};
use gatelint::lints::{ALL, unreadable_input};
use gatelint::run::{Request, check};
use gatelint::source::Given;

#[test]
fn fixes_mend_what_they_are_for() {
    let mut fixed = 0;
    for lint in ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("lints")
            .join(lint.id.replace('-', "_"))
            .join("fail");
        for entry in std::fs::read_dir(folder).expect("examples") {
            let path = entry.expect("an example").path();
            if path.extension().is_none_or(|end| end != "snap") {
                fixed += apply(lint, &path);
            }
        }
    }
    assert!(fixed > 0);
}

/// Fixes a copy of the example and checks it again; gives the number of findings that were fixed.
fn apply(lint: &'static Lint, example: &Path) -> usize {
    let place = tempfile::tempdir().expect("a folder for the copy");
    let copy = copied(example, place.path());
    let before = report(lint, &copy);
    let findings: Vec<_> =
        before.findings.iter().filter(|finding| !finding.fixes.is_empty()).collect();
    let mut edits: BTreeMap<&str, BTreeSet<(usize, usize, &str)>> = BTreeMap::new();
    for fix in findings.iter().filter_map(|finding| finding.fixes.first()) {
        assert!(lint.fix != Fixable::No, "{} has a fix and says that it has none", lint.id);
        assert!(
            !fix.applicability.is_safe() || lint.fix == Fixable::Safe,
            "{} has a safe fix and says that it has none",
            lint.id
        );
        for edit in &fix.edits {
            let span = edit.span.range();
            let source = before.sources.name(edit.span.source);
            edits.entry(source).or_default().insert((span.start, span.end, &edit.text));
        }
    }
    for (source, edits) in &edits {
        let mut text = std::fs::read_to_string(source).expect("the copy");
        let mut end = text.len();
        for (start, stop, with) in edits.iter().rev() {
            assert!(*stop <= end, "{}: fixes overlap in {}", lint.id, example.display());
            text.replace_range(*start..*stop, with);
            end = *start;
        }
        std::fs::write(source, text).expect("the copy");
    }
    if !edits.is_empty() {
        let after = report(lint, &copy);
        let unreadable =
            after.findings.iter().find(|finding| finding.lint == unreadable_input::LINT.id);
        assert!(
            unreadable.is_none(),
            "{}: {} can't be read any more: {unreadable:?}",
            lint.id,
            example.display()
        );
        let left = before.findings.len() - findings.len();
        assert_eq!(
            after.findings.len(),
            left,
            "{}: findings left in {}",
            lint.id,
            example.display()
        );
    }
    findings.len()
}

fn copied(example: &Path, place: &Path) -> PathBuf {
    let to = place.join("example");
    if example.is_dir() {
        copy_folder(example, &to);
        return to;
    }
    let to = to.with_extension("json");
    std::fs::copy(example, &to).expect("a copy");
    to
}

/// The files that belong together, folders among them.
fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder of the example") {
        let inner = entry.expect("an entry").path();
        let copy = to.join(inner.file_name().expect("a name"));
        if inner.is_dir() {
            copy_folder(&inner, &copy);
        } else {
            std::fs::copy(&inner, &copy).expect("a copy");
        }
    }
}

fn report(lint: &'static Lint, path: &Path) -> Report {
    let first_line = std::fs::read_to_string(path).unwrap_or_default();
    let today = first_line
        .lines()
        .next()
        .and_then(|line| line.trim().strip_prefix("// today: "))
        .unwrap_or("2026-11-24");
    let mut request =
        Request::new(vec![Given::Path(path.to_owned())], today.trim().parse().expect("a date"));
    request.lints = vec![lint, &unreadable_input::LINT];
    check(&request)
}
