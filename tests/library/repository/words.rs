//! Holds the rooms to the house rules: names, headings, sources, and the tone of the words.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gatelint::finding::Severity;
use gatelint::lint::{Category, Lint};
use gatelint::lints::ALL;
use gatelint::run::{Request, check};
use gatelint::source::Given;

const HEADINGS: [&str; 5] = [
    "## What it finds",
    "## Why it matters",
    "## How to fix it",
    "## When to allow it",
    "## Sources",
];

fn lints() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("lints")
}

fn folder(lint: &Lint) -> String {
    lint.id.replace('-', "_")
}

#[test]
fn every_room_is_in_the_register_and_every_lint_has_a_room() {
    let rooms: BTreeSet<String> = std::fs::read_dir(lints())
        .expect("the rooms")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().expect("a name").to_string_lossy().into_owned())
        .collect();
    let registered: BTreeSet<String> = ALL.iter().map(|lint| folder(lint)).collect();
    assert_eq!(rooms, registered);
    assert_eq!(registered.len(), ALL.len(), "an id is registered twice");
}

#[test]
fn every_room_has_its_readme_and_examples() {
    for lint in ALL {
        let room = lints().join(folder(lint));
        let examples = |kind: &str| {
            std::fs::read_dir(room.join(kind)).map_or(0, |entries| {
                entries
                    .filter_map(Result::ok)
                    .filter(|entry| entry.path().extension().is_none_or(|end| end != "snap"))
                    .count()
            })
        };
        assert!(examples("fail") > 0, "{} has no file in fail/", lint.id);
        assert!(examples("pass") > 0, "{} has no file in pass/", lint.id);
        assert!(
            lint.docs.starts_with(&format!("# {}\n", lint.id)),
            "{}: the README's title is the id",
            lint.id
        );
        let found: Vec<&str> = lint.docs.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(found, HEADINGS, "{}: the README's headings", lint.id);
        assert!(
            ["```jsonc fail", "```pem fail", "```xml fail"]
                .iter()
                .any(|mark| lint.docs.contains(mark)),
            "{}: the README shows the fault",
            lint.id
        );
        assert!(
            ["```jsonc pass", "```pem pass", "```xml pass"]
                .iter()
                .any(|mark| lint.docs.contains(mark)),
            "{}: the README shows the remedy",
            lint.id
        );
    }
}

#[test]
fn no_room_is_left_half_made() {
    for lint in ALL {
        let room = lints().join(folder(lint));
        let mut open = vec![room.clone()];
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(&folder).expect("a folder of the room") {
                let path = entry.expect("an entry").path();
                let name = path.file_name().expect("a name").to_string_lossy().to_lowercase();
                assert!(!name.starts_with("todo"), "{} waits for its name", path.display());
                if path.is_dir() {
                    open.push(path);
                } else if let Ok(text) = std::fs::read_to_string(&path) {
                    assert!(!text.contains("TODO:"), "{} has a TODO", path.display());
                }
            }
        }
    }
}

#[test]
fn every_lint_leads_to_its_documentation() {
    for lint in ALL {
        assert!(lint.url().starts_with("https://"), "{}: '{}'", lint.id, lint.url());
    }
}

#[test]
fn what_is_of_peers_names_the_peer() {
    for lint in ALL {
        for peer in lint.peers {
            assert!(peer.contains(" ("), "{}: '{peer}'", lint.id);
        }
    }
}

#[test]
fn every_room_names_a_source() {
    let known =
        ["https://learn.microsoft.com/", "https://www.rfc-editor.org/", "https://github.com/"];
    for lint in ALL {
        let sources = lint.docs.split("## Sources").nth(1).unwrap_or_default();
        assert!(
            known.iter().any(|host| sources.contains(host)),
            "{}: no page, RFC or issue under Sources",
            lint.id
        );
    }
}

/// `docs/severities.md`: an error has a source that says so; what is derived is a warning at most.
#[test]
fn severities_follow_the_rule() {
    for lint in ALL {
        let sources = lint.docs.split("## Sources").nth(1).unwrap_or_default();
        let links = sources.lines().filter(|line| line.contains("](https://")).count();
        let derived = sources.lines().any(|line| line.starts_with("- Derived:"));
        assert!(links > 0, "{}: no source at all", lint.id);
        if lint.severity == Severity::Error {
            assert!(!derived, "{}: derived, and an error", lint.id);
            assert_ne!(lint.category, Category::Hygiene, "{}: untidy, and an error", lint.id);
        }
        if lint.severity > Severity::Note {
            assert!(
                !lint.docs.contains("UNVERIFIED"),
                "{}: no source is known, and yet more than a note",
                lint.id
            );
        }
    }
}

#[test]
fn ids_and_summaries_read_well() {
    for lint in ALL {
        assert!(
            lint.id
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
            "{}",
            lint.id
        );
        assert_sentence(lint.id, lint.summary);
        assert!(lint.summary.chars().count() <= 90, "{}: the summary is long", lint.id);
    }
}

#[test]
fn messages_and_helps_of_the_examples_read_well() {
    let mut seen = 0;
    for lint in ALL {
        for entry in std::fs::read_dir(lints().join(folder(lint)).join("fail")).expect("examples") {
            let path = entry.expect("an example").path();
            if path.extension().is_some_and(|end| end == "snap") {
                continue;
            }
            let mut request =
                Request::new(vec![Given::Path(path)], "2026-11-24".parse().expect("a date"));
            request.lints = vec![lint];
            for finding in check(&request).findings {
                seen += 1;
                assert_sentence(finding.lint, &finding.message);
                assert!(
                    finding.message.chars().count() <= 160,
                    "{}: long: {}",
                    finding.lint,
                    finding.message
                );
                if let Some(help) = &finding.help {
                    assert_sentence(finding.lint, help);
                }
            }
        }
    }
    assert!(seen > 0);
}

/// Lower case at the start (unless it is a name), no full stop at the end, no blaming or shouting.
fn assert_sentence(lint: &str, words: &str) {
    assert!(!words.trim().is_empty() && words.trim() == words, "{lint}: '{words}'");
    assert!(!words.ends_with('.') && !words.contains('!'), "{lint}: '{words}'");
    let first = words.split_whitespace().next().unwrap_or_default();
    let name =
        first.chars().skip(1).any(|letter| letter.is_ascii_uppercase()) || NAMES.contains(&first);
    assert!(
        name || !first.starts_with(|letter: char| letter.is_ascii_uppercase()),
        "{lint}: '{words}'"
    );
    for bad in ["please", "oops", "should probably", "utilize", "e.g.", "i.e."] {
        assert!(!words.to_lowercase().contains(bad), "{lint}: '{bad}' in '{words}'");
    }
}

/// Names that may begin a sentence.
const NAMES: [&str; 6] = ["Azure", "Microsoft", "Basic", "Windows", "Entra", "PEM"];

#[test]
fn code_quotes_hold_whole_words() {
    for lint in ALL {
        for paragraph in lint.docs.split("\n\n").filter(|paragraph| !paragraph.contains("```")) {
            assert_eq!(paragraph.matches('`').count() % 2, 0, "{}: {paragraph}", lint.id);
            // A hyphen before the quote is a part of the option's name.
            assert!(!paragraph.contains(" -`"), "{}: {paragraph}", lint.id);
        }
    }
}

/// Names in code quotes that look like error codes and are property names or values.
const NO_CODES: [&str; 13] = [
    "TrustedRootCA",
    "CustomDnsServers",
    "DisableCertReqPayload",
    "DisableDomainCreds",
    "ErGwScale",
    "CertificateGroupId",
    "RadiusAzureGroupId",
    "FullyInSync",
    "NextHopIpAddress",
    "NextHopType",
    "NxDomainRedirect",
    "VirtualNetworkGateway",
    "GatewaySubnet",
];

/// The error codes that a room quotes: hexadecimal, and names of three words or more.
fn quoted_codes(docs: &str) -> Vec<&str> {
    let quoted = docs.split('`').skip(1).step_by(2).filter(|word| {
        let humps = word.bytes().filter(u8::is_ascii_uppercase).count();
        let is_name = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let lower = word.bytes().filter(u8::is_ascii_lowercase).count();
        is_name
            && humps >= 3
            && lower > 2 * humps
            && word.starts_with(|char: char| char.is_ascii_uppercase())
    });
    let hexadecimal = docs.match_indices("0x8").filter_map(|(at, _)| docs.get(at..at + 10));
    quoted.chain(hexadecimal).filter(|word| !NO_CODES.contains(word)).collect()
}

#[test]
fn every_code_that_a_room_quotes_is_explained() {
    for lint in ALL {
        for code in quoted_codes(lint.docs) {
            let answer = gatelint::symptom::answer(code);
            assert!(answer.sure, "{}: explain doesn't know {code}", lint.id);
        }
        for seen in lint.symptoms {
            let answer = gatelint::symptom::answer(seen);
            let named = answer.matches.iter().any(|found| found.symptom.lints().contains(&lint.id));
            assert!(named, "{}: the explanation of {seen} does not name it", lint.id);
        }
    }
}

#[test]
fn lints_of_machines_lead_to_the_script() {
    use gatelint::lint::Check;
    use gatelint::symptom::SuggestedCommand;
    for lint in ALL {
        let of_machine = matches!(lint.check, Check::Machine(_));
        let leads_there = SuggestedCommand::for_lint(lint.id) == SuggestedCommand::ClientReport;
        assert_eq!(of_machine, leads_there, "{}", lint.id);
    }
}

#[test]
fn every_lint_that_is_named_is_in_the_register() {
    let known: BTreeSet<&str> = ALL.iter().map(|lint| lint.id).collect();
    let of_symptoms = gatelint::symptom::all()
        .iter()
        .flat_map(|symptom| symptom.lints().into_iter().map(|lint| (symptom.id(), lint)));
    let live = gatelint::symptom::LIVE_ONLY.into_iter().map(|lint| ("the lints of scans", lint));
    let dead: Vec<_> = of_symptoms.chain(live).filter(|(_, lint)| !known.contains(lint)).collect();
    assert!(dead.is_empty(), "named, but not in the register: {dead:?}");
}

#[test]
fn every_code_of_azure_that_is_explained_is_quoted_by_a_room() {
    for symptom in gatelint::symptom::all().iter().filter(|symptom| !symptom.is_wrapper()) {
        let rooms: Vec<&Lint> =
            ALL.iter().copied().filter(|lint| symptom.lints().contains(&lint.id)).collect();
        for code in symptom.codes().iter().filter(|code| code.is_identifier()) {
            let code = code.written();
            let is_azure =
                code.bytes().any(|byte| byte.is_ascii_lowercase()) && !code.contains('_');
            let quotes = |lint: &&Lint| lint.docs.contains(code) || lint.symptoms.contains(&code);
            assert!(
                !is_azure || rooms.is_empty() || rooms.iter().any(quotes),
                "{}: no room quotes {code}",
                symptom.id()
            );
        }
    }
}

#[test]
fn most_pages_have_an_example_that_bicep_reads() {
    let mut count = 0;
    for lint in ALL {
        let page = lint.page();
        let Some((_, rest)) = page.split_once("```bicep pass\n") else { continue };
        let example = rest.split("```").next().unwrap_or_default();
        let tree = bicep::parse(example, bicep::FileKind::Template);
        assert!(tree.errors().is_empty(), "{}: {:?}\n{example}", lint.id, tree.errors());
        count += 1;
    }
    assert!(count > 150, "{count}");
}

#[test]
fn many_pages_have_an_example_in_terraform_that_is_not_found() {
    let mut count = 0;
    for lint in ALL {
        let page = lint.page();
        let Some((_, rest)) = page.split_once("```hcl pass\n") else { continue };
        let example = rest.split("```").next().unwrap_or_default();
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("main.tf"), example).expect("it is written");
        let given = Given::Path(folder.path().to_owned());
        let report = check(&Request::new(vec![given], "2026-11-24".parse().expect("a date")));
        let found = report.findings.iter().find(|finding| {
            finding.lint == lint.id
                || finding.lint.starts_with("template-")
                || finding.lint == "syntax-error"
        });
        assert!(found.is_none(), "{}: {found:?}\n{example}", lint.id);
        count += 1;
    }
    assert!(count > 100, "{count}");
}
