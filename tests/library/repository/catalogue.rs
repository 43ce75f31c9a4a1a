//! The table of checks: every check has a lint or a reason why not. `UPDATE_DOCS=1` writes `docs/checks.md` anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    check: Vec<Check>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Check {
    name: String,
    lint: Option<String>,
    why_not: Option<String>,
    /// Lints that answer a part of it.
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    peers: Vec<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn lints_of(check: &Check) -> impl Iterator<Item = &str> {
    check.lint.iter().chain(&check.also).map(String::as_str)
}

/// The groups by their letter, in order.
fn groups() -> BTreeMap<String, Group> {
    let mut groups = BTreeMap::new();
    for entry in std::fs::read_dir(root().join("docs/catalogue")).expect("the catalogue") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|end| end != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a group");
        let group: Group =
            toml::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        groups.insert(path.file_stem().expect("a name").to_string_lossy().into_owned(), group);
    }
    groups
}

#[test]
fn every_check_has_a_lint_or_a_reason() {
    for (letter, group) in groups() {
        let mut seen = BTreeSet::new();
        for check in &group.check {
            assert!(seen.insert(&check.name), "{letter}: {} stands twice", check.name);
            for lint in lints_of(check) {
                assert!(
                    gatelint::lints::find(lint).is_some(),
                    "{letter}: {}: there is no lint {lint}",
                    check.name
                );
            }
            match (&check.lint, &check.why_not) {
                (Some(_), _) => {}
                (None, Some(why)) => {
                    assert!(!why.trim().is_empty(), "{letter}: {}: an empty reason", check.name);
                }
                (None, None) => panic!("{letter}: {} has neither a lint nor a reason", check.name),
            }
        }
    }
}

/// The lints that answer a check of the catalogue, in full or in part.
fn answered() -> BTreeSet<String> {
    let groups = groups();
    groups.values().flat_map(|group| &group.check).flat_map(lints_of).map(str::to_owned).collect()
}

#[test]
fn the_table_is_up_to_date() {
    let mut page = String::from(
        "# Checks and their names in other tools\n\n\
         Generated from `docs/catalogue/` by a test (`UPDATE_DOCS=1 cargo test --test library catalogue`). Peers: the same check in \
         PSRule for Azure (AZR), the Azure Proactive Resiliency Library (APRL), Azure Policy, CIS and others.\n",
    );
    for (letter, group) in groups() {
        let _ = writeln!(page, "\n## {letter}\n\n| Check | Lint | Peers |\n|---|---|---|");
        for check in &group.check {
            let answer = match (&check.lint, &check.why_not) {
                (Some(lint), Some(note)) => format!("`{lint}` ({})", note.trim()),
                (Some(_), None) => {
                    lints_of(check).map(|lint| format!("`{lint}`")).collect::<Vec<_>>().join(", ")
                }
                (None, why) => format!("none: {}", why.as_deref().unwrap_or_default().trim()),
            };
            let of_lint = check.lint.as_deref().and_then(gatelint::lints::find);
            let peers = of_lint.map_or(&[][..], |lint| lint.peers).iter().copied();
            let peers: Vec<&str> = peers.chain(check.peers.iter().map(String::as_str)).collect();
            let _ = writeln!(
                page,
                "| `{}` | {} | {} |",
                check.name,
                answer.replace('|', "\\|"),
                peers.join(", ")
            );
        }
    }
    page.push_str("\n## Other lints\n\n| Lint | Finds | Peers |\n|---|---|---|\n");
    let answered = answered();
    for lint in gatelint::lints::ALL.iter().filter(|lint| !answered.contains(lint.id)) {
        let _ = writeln!(page, "| `{}` | {} | {} |", lint.id, lint.summary, lint.peers.join(", "));
    }
    let path = root().join("docs/checks.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/checks.md is out of date: UPDATE_DOCS=1 cargo test --test library catalogue"
    );
}

/// Where the full catalogue lies beside the repository, no check of the groups that are here is forgotten.
#[test]
#[ignore = "reads the collections beside the repository: cargo xtask collections"]
fn no_check_of_the_catalogue_is_forgotten() {
    let catalogue =
        std::fs::read_to_string(root().join("../shared/CHECKS.md")).expect("the catalogue");
    let mut letter = String::new();
    let mut wanted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in catalogue.lines() {
        if let Some(title) = line.strip_prefix("### ") {
            letter = title.split('.').next().unwrap_or_default().to_owned();
        } else if line.starts_with("## ") {
            letter.clear();
        } else if let Some(rest) = line.strip_prefix("| `") {
            let name = rest.split('`').next().unwrap_or_default();
            if !name.contains('-') {
                continue;
            }
            wanted.entry(letter.clone()).or_default().insert(name.to_owned());
        }
    }
    for (letter, group) in groups() {
        let here: BTreeSet<String> = group.check.iter().map(|check| check.name.clone()).collect();
        let missing: Vec<&String> = wanted.get(&letter).map_or_else(Vec::new, |names| {
            names.iter().filter(|name| !here.contains(*name)).collect()
        });
        assert!(missing.is_empty(), "{letter}: no row for {missing:?}");
    }
}
