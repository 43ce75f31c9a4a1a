//! Secrets never reach a report, whatever the format.

use std::path::{Path, PathBuf};

use gatelint::finding::Report;
use gatelint::report::{TextOptions, json, text};
use gatelint::run::{Request, check};
use gatelint::source::Given;

/// The secrets of the examples of the rooms below.
const SECRETS: [&str; 2] = ["correct-horse", "battery-staple"];

/// Rooms whose examples hold secrets.
const ROOMS: [&str; 2] = ["secret_literal_in_template", "secret_in_exported_json"];

fn examples() -> Vec<PathBuf> {
    let lints = Path::new(env!("CARGO_MANIFEST_DIR")).join("lints");
    let folders =
        ROOMS.iter().flat_map(|room| ["fail", "pass"].map(|kind| lints.join(room).join(kind)));
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).expect("examples"));
    let paths = files.map(|entry| entry.expect("an example").path());
    paths.filter(|path| path.extension().is_none_or(|end| end != "snap")).collect()
}

fn holds_a_secret(path: &Path) -> bool {
    let files = if path.is_dir() {
        std::fs::read_dir(path)
            .expect("a folder")
            .map(|entry| entry.expect("a file").path())
            .collect()
    } else {
        vec![path.to_owned()]
    };
    let texts = files.iter().map(|file| std::fs::read_to_string(file).expect("text"));
    texts.into_iter().any(|text| SECRETS.iter().any(|secret| text.contains(secret)))
}

fn shown(report: &Report) -> String {
    let options = TextOptions { verbose: true, ..TextOptions::default() };
    format!("{}\n{}", text(report, options), json(report))
}

#[test]
fn no_report_shows_a_secret() {
    let mut seen = 0;
    for path in examples() {
        seen += usize::from(holds_a_secret(&path));
        // With every lint: those of secrets point at them, others at their neighbours.
        let report = check(&Request::new(
            vec![Given::Path(path.clone())],
            "2026-11-24".parse().expect("a date"),
        ));
        let shown = shown(&report);
        for secret in SECRETS {
            assert!(!shown.contains(secret), "{}:\n{shown}", path.display());
        }
    }
    assert!(seen >= 8, "only {seen} examples hold a secret");
}
