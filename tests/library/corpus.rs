//! Real templates and exports of others, when they lie beside the repository: nothing panics, nothing is lost.

use std::path::{Path, PathBuf};

use gatelint::finding::Report;
use gatelint::run::{Request, check};
use gatelint::source::Given;

fn corpus() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    assert!(folder.is_dir(), "{} is not there", folder.display());
    folder
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the corpus").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

fn report(path: &Path) -> Report {
    check(&Request::new(vec![Given::Path(path.to_owned())], "2026-11-24".parse().expect("a date")))
}

#[test]
#[ignore = "reads the collections beside the repository: cargo xtask collections"]
fn every_file_by_itself_is_checked_or_said_to_hold_nothing() {
    let folder = corpus();
    let mut all = Vec::new();
    files(&folder, &mut all);
    assert!(!all.is_empty());
    for path in all {
        let report = report(&path);
        let refused = report.findings.iter().any(|finding| finding.lint == "unreadable-input");
        assert!(
            report.checked.sources > 0 || refused || report.nothing_checked.is_some(),
            "{}: neither checked nor refused",
            path.display()
        );
        for finding in &report.findings {
            let text = &report.sources.get(finding.span.source).text;
            assert!(
                finding.span.end as usize <= text.len().max(1 << 26),
                "{}: a place outside",
                path.display()
            );
        }
    }
}

#[test]
#[ignore = "reads the collections beside the repository: cargo xtask collections"]
fn the_folder_as_a_whole_accounts_for_every_file() {
    let folder = corpus();
    let report = report(&folder);
    let mut all = Vec::new();
    files(&folder, &mut all);
    let endings = ["json", "jsonc", "cer", "crt", "pem", "der", "p7b", "pfx", "p12", "key"];
    let looked_at = all.iter().filter(|path| {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        endings.contains(&ending.as_str())
    });
    let refused =
        report.findings.iter().filter(|finding| finding.lint == "unreadable-input").count();
    let accounted = report.checked.sources + report.passed_over.len() + refused;
    assert_eq!(looked_at.count(), accounted, "checked, passed over, or refused");
    assert!(report.passed_over.iter().all(|passed| !passed.reason.is_empty()));
}

#[test]
#[ignore = "reads the collections beside the repository: cargo xtask collections"]
fn what_only_looks_like_a_gateway_gives_no_finding() {
    let folder = corpus();
    let manifest = std::fs::read_to_string(folder.join("MANIFEST.tsv")).expect("the manifest");
    let mut seen = 0;
    for line in manifest.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [_, repository, _, path, "negative", ..] = columns[..] else { continue };
        let file = folder.join(repository.replace('/', "+")).join(path);
        assert!(file.is_file(), "{}", file.display());
        let alone = file.parent().expect("a folder");
        let found: Vec<_> = report(alone)
            .findings
            .into_iter()
            .filter(|finding| finding.lint != "unreadable-input")
            .collect();
        assert!(found.is_empty(), "{}: {found:#?}", file.display());
        let named = report(&file);
        assert!(
            named.findings.iter().all(|finding| finding.lint == "unreadable-input"),
            "{}",
            file.display()
        );
        seen += 1;
    }
    assert!(seen > 0, "the manifest marks some");
}
