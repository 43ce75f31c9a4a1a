//! Fixes change what they say and not a byte more, whatever the file looks like.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use arm_template::SourceId;
use gatelint::finding::{Report, Severity};
use gatelint::fix::{Fixed, FixedFile, fix};
use gatelint::run::{Request, check};
use gatelint::source::Given;
use proptest::prelude::*;

/// How a text is written to a file.
#[derive(Clone, Copy, Debug)]
enum Writing {
    Utf8,
    Utf8Bom,
    Utf16Le,
    Utf16Be,
    Utf16LeBom,
}

const WRITINGS: [Writing; 5] =
    [Writing::Utf8, Writing::Utf8Bom, Writing::Utf16Le, Writing::Utf16Be, Writing::Utf16LeBom];

impl Writing {
    fn bytes(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf8Bom => format!("\u{feff}{text}").into_bytes(),
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Self::Utf16LeBom => {
                format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
            }
        }
    }
}

fn request(bytes: Vec<u8>) -> Request {
    let given = Given::Bytes { name: "<stdin>".to_owned(), bytes };
    Request::new(vec![given], "2026-11-24".parse().expect("a date"))
}

fn fixed(bytes: Vec<u8>) -> Fixed {
    fix(&request(bytes), true, &|_| {})
}

fn after(fixed: &Fixed) -> Vec<u8> {
    fixed.stdin.clone().expect("it was the input")
}

fn parses(bytes: &[u8]) -> bool {
    let text = arm_template::decode(bytes).expect("text").text.into_owned();
    arm_template::parse(&text, SourceId(0)).node.is_some()
}

/// The single files of the rooms that have a fix.
fn examples() -> Vec<(PathBuf, String)> {
    let lints = Path::new(env!("CARGO_MANIFEST_DIR")).join("lints");
    let mut examples = Vec::new();
    for lint in gatelint::lints::ALL {
        let folder = lints.join(lint.id.replace('-', "_")).join("fail");
        for entry in std::fs::read_dir(folder).expect("examples").filter_map(Result::ok) {
            let path = entry.path();
            if path.extension().is_none_or(|end| end != "json") || !path.is_file() {
                continue;
            }
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
            if !check(&request(text.clone().into_bytes()))
                .findings
                .iter()
                .all(|it| it.fixes.is_empty())
            {
                examples.push((path, text));
            }
        }
    }
    examples
}

#[test]
fn fixing_twice_changes_nothing_and_leaves_json() {
    let examples = examples();
    assert!(examples.len() > 40, "{}", examples.len());
    for (path, text) in examples {
        let first = fixed(text.clone().into_bytes());
        assert!(first.report.fixed > 0, "{}: nothing is fixed", path.display());
        assert!(parses(&after(&first)), "{}", path.display());
        assert!(!first.report.unreadable, "{}", path.display());
        let second = fixed(after(&first));
        assert!(second.files.is_empty() && second.report.fixed == 0, "{}", path.display());
    }
}

/// The lints that give an error.
fn errors(report: &Report) -> BTreeSet<&'static str> {
    let errors = report.findings.iter().filter(|it| it.severity == Severity::Error);
    errors.map(|finding| finding.lint).collect()
}

#[test]
fn no_fix_leads_into_another_error() {
    let mut wrong = Vec::new();
    for (path, text) in examples() {
        let before = check(&request(text.clone().into_bytes()));
        let wanted = fixed(text.into_bytes());
        let (before, after) = (errors(&before), errors(&wanted.report));
        let new: Vec<_> = after.difference(&before).collect();
        if !new.is_empty() {
            wrong.push(format!("{}: {new:?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The block of a room's README that shows the fault, and the one that shows the remedy.
fn fault_and_remedy(docs: &str) -> Option<(&str, &str)> {
    let block = |kind: &str| {
        let (_, behind) = docs.split_once(&format!("```jsonc {kind}\n"))?;
        Some(behind.split_once("\n```")?.0)
    };
    Some((block("fail")?, block("pass")?))
}

/// What a room tells people to write is not what another room calls an error.
#[test]
fn no_remedy_of_a_room_leads_into_another_error() {
    let (mut seen, mut wrong) = (0, Vec::new());
    for lint in gatelint::lints::ALL {
        let Some((fault, remedy)) = fault_and_remedy(lint.docs) else { continue };
        let before = check(&request(fault.as_bytes().to_vec()));
        let after = check(&request(remedy.as_bytes().to_vec()));
        let (before, after) = (errors(&before), errors(&after));
        let new: Vec<_> = after.difference(&before).collect();
        if !new.is_empty() {
            wrong.push(format!("{}: its remedy gives {new:?}", lint.id));
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(seen > 100, "{seen}");
}

#[test]
fn encodings_marks_and_line_ends_are_kept() {
    for (path, text) in examples() {
        let plain = String::from_utf8(after(&fixed(text.clone().into_bytes()))).expect("UTF-8");
        for writing in WRITINGS {
            let out = after(&fixed(writing.bytes(&text)));
            assert!(out == writing.bytes(&plain), "{}: {writing:?}", path.display());
        }
        // Line breaks inside strings are the subject of one example.
        if path.ends_with("line-breaks-inside-the-string.json") {
            continue;
        }
        let windows = |text: &str| text.replace("\r\n", "\n").replace('\n', "\r\n");
        let out = after(&fixed(windows(&text).into_bytes()));
        assert_eq!(String::from_utf8(out).expect("UTF-8"), windows(&plain), "{}", path.display());
    }
}

/// The edits of a report applied by another hand, when they neither overlap nor touch.
fn by_hand(report: &Report, text: &str) -> Option<String> {
    let mut edits: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.suppressed.is_none())
        .filter_map(|finding| {
            finding
                .fixes
                .iter()
                .find(|fix| fix.applicability.is_safe())
                .or_else(|| finding.fixes.first())
        })
        .flat_map(|fix| fix.edits.iter().map(|edit| (edit.span.range(), edit.text.clone())))
        .collect();
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    edits.dedup();
    if edits.windows(2).any(|pair| pair[1].0.start <= pair[0].0.end) {
        return None;
    }
    let mut out = text.to_owned();
    for (range, new) in edits.into_iter().rev() {
        out.replace_range(range, &new);
    }
    Some(out)
}

#[test]
fn nothing_but_the_edits_changes() {
    let mut compared = 0;
    for (path, text) in examples() {
        let report = check(&request(text.clone().into_bytes()));
        let Some(wanted) = by_hand(&report, &text) else { continue };
        let next = check(&request(wanted.clone().into_bytes()));
        if next.findings.iter().any(|finding| !finding.fixes.is_empty()) {
            // There is a second round.
            continue;
        }
        compared += 1;
        let out = after(&fixed(text.into_bytes()));
        assert_eq!(String::from_utf8(out).expect("UTF-8"), wanted, "{}", path.display());
    }
    assert!(compared > 30, "{compared}");
}

/// White space and comments as they may stand between any two signs of JSON.
fn gap() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(" ".to_owned()),
        Just("\t".to_owned()),
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        "/\\* [a-zé\u{1f511}\"{} ]{0,8} \\*/",
        "// [a-zé\u{1f511}\"{},]{0,8}\n",
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

/// A template of a gateway whose pool is given, with a tier beside its SKU.
fn gateway(gaps: &[String], label: &str, pool: &str, generation: &str) -> String {
    let tokens = [
        "{",
        "\"$schema\"",
        ":",
        "\"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\"",
        ",",
        "\"resources\"",
        ":",
        "[",
        "{",
        "\"apiVersion\"",
        ":",
        "\"2024-05-01\"",
        ",",
        "\"type\"",
        ":",
        "\"Microsoft.Network/virtualNetworkGateways\"",
        ",",
        "\"name\"",
        ":",
        label,
        ",",
        "\"properties\"",
        ":",
        "{",
        "\"vpnGatewayGeneration\"",
        ":",
        generation,
        ",",
        "\"sku\"",
        ":",
        "{",
        "\"name\"",
        ":",
        "\"VpnGw1AZ\"",
        ",",
        "\"tier\"",
        ":",
        "\"VpnGw1AZ\"",
        "}",
        ",",
        "\"vpnClientConfiguration\"",
        ":",
        "{",
        "\"vpnClientAddressPool\"",
        ":",
        "{",
        "\"addressPrefixes\"",
        ":",
        "[",
        pool,
        "]",
        "}",
        "}",
        "}",
        "}",
        "]",
        "}",
    ];
    let mut text = String::new();
    for (at, token) in tokens.iter().enumerate() {
        text.push_str(token);
        text.push_str(&gaps[at % gaps.len()]);
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn layout_comments_and_encoding_survive(
        gaps in prop::collection::vec(gap(), 1..50),
        label in "\"[a-zA-Z\u{e9}\u{1f511}-]{1,12}\"",
        host in 1u8..255,
        writing in prop::sample::select(WRITINGS.to_vec()),
    ) {
        let faulty = gateway(&gaps, &label, &format!("\"172.16.201.{host}/24\""), "\"Generation2\"");
        let wanted = gateway(&gaps, &label, "\"172.16.201.0/24\"", "\"Generation1\"");
        let lints = ["pool-bad-cidr", "generation-sku-mismatch"].map(|id| gatelint::lints::find(id).expect("a lint"));
        let mut request = request(writing.bytes(&faulty));
        request.lints = lints.to_vec();
        let fixed = fix(&request, true, &|_| {});
        prop_assert_eq!(fixed.report.fixed, 2);
        let out = after(&fixed);
        let decoded = arm_template::decode(&out).expect("text").text.into_owned();
        prop_assert_eq!(&decoded, &wanted);
        prop_assert_eq!(out, writing.bytes(&wanted));
    }
}

#[test]
fn a_file_that_changed_meanwhile_is_not_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hub.json");
    std::fs::write(&path, "new").expect("it is written");
    let file = FixedFile {
        name: "hub.json".to_owned(),
        path: Some(path.clone()),
        before: b"old".to_vec(),
        after: b"fixed".to_vec(),
        ..FixedFile::default()
    };
    let refused = gatelint::fix::write(&file).expect_err("somebody else wrote it");
    assert!(refused.to_string().contains("another program changed"), "{refused}");
    assert_eq!(std::fs::read(&path).expect("it is there"), b"new");
    gatelint::fix::write(&FixedFile { before: b"new".to_vec(), ..file })
        .expect("it may be written");
    assert_eq!(std::fs::read(&path).expect("it is there"), b"fixed");
}
