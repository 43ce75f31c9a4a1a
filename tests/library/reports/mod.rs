//! Every format: what it prints for one rich report, and that what reads it takes it.

mod grouping;
mod rich;

use base64::Engine as _;
use gatelint::console::Look;
use gatelint::finding::{Report, Severity};
use gatelint::report::{self, TextOptions};
use serde_json::Value;
use sha2::{Digest, Sha256};

const TEXT: TextOptions = TextOptions {
    concise: false,
    look: Look { terminal: false, colour: false, links: false, width: None },
    verbose: true,
    quiet: false,
    group_by: None,
};

fn concise(report: &Report) -> String {
    report::text(report, TextOptions { concise: true, ..TEXT })
}

fn full(report: &Report) -> String {
    report::text(report, TEXT)
}

type Render = fn(&Report) -> String;

const FORMATS: [(&str, Render); 11] = [
    ("text", full),
    ("concise", concise),
    ("json", report::json),
    ("sarif", report::sarif),
    ("junit", report::junit),
    ("github", report::github),
    ("azure", report::azure),
    ("gitlab", report::gitlab),
    ("markdown", |report| report::markdown(report, None)),
    ("csv", report::csv),
    ("html", |report| report::html(report, None)),
];

/// What does not change with the next version.
fn lasting(text: &str) -> String {
    text.replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

#[test]
fn every_format_says_the_same_as_before() {
    let report = rich::report();
    for (name, render) in FORMATS {
        let mut text = render(&report);
        if name == "sarif" {
            let mut log: Value = serde_json::from_str(&text).expect("JSON");
            for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().expect("rules") {
                assert!(
                    rule["help"]["markdown"].as_str().is_some_and(|help| help.starts_with("# "))
                );
                rule["help"] = "its README".into();
            }
            text = serde_json::to_string_pretty(&log).expect("JSON");
        }
        if name == "html" {
            text = body(&text);
        }
        insta::assert_snapshot!(name, lasting(&text));
    }
}

/// A page without its style, its script and what lints say about themselves.
fn body(page: &str) -> String {
    let (_, rest) = page.split_once("<header>").expect("a header");
    let (findings, _) = rest.split_once("<section aria-labelledby=\"lints\"").unwrap_or((rest, ""));
    let (findings, _) = findings.split_once("<script>").unwrap_or((findings, ""));
    findings.to_owned()
}

#[test]
fn no_format_shows_a_secret() {
    let report = rich::report();
    for (name, render) in FORMATS {
        let text = render(&report);
        assert!(!text.contains(rich::SECRET), "{name} shows the secret");
        assert!(text.contains("p2s-gateway-type-not-vpn"), "{name} shows the finding beside it");
    }
}

#[test]
fn every_format_of_an_empty_report_is_whole() {
    let report = Report::default();
    for (name, render) in FORMATS {
        let mut text = render(&report);
        if name == "html" {
            text = body(&text);
        }
        insta::assert_snapshot!(format!("empty_{name}"), lasting(&text));
    }
}

fn errors(schema: &Value, instance: &Value) -> Vec<String> {
    let validator =
        jsonschema::options().should_validate_formats(true).build(schema).expect("a schema");
    validator
        .iter_errors(instance)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn sarif_is_valid_by_its_schema() {
    let schema: Value =
        serde_json::from_str(include_str!("../schemas/sarif-2.1.0.json")).expect("JSON");
    for report in [rich::report(), Report::default()] {
        let log: Value = serde_json::from_str(&report::sarif(&report)).expect("JSON");
        assert_eq!(errors(&schema, &log), Vec::<String>::new());
    }
    assert!(
        !errors(&schema, &serde_json::json!({ "version": "2.1.0" })).is_empty(),
        "the schema refuses something"
    );
}

#[test]
fn sarif_marks_what_is_suppressed_and_what_is_new() {
    let mut report = rich::report();
    let results = |report: &Report| -> Vec<Value> {
        let log: Value = serde_json::from_str(&report::sarif(report)).expect("JSON");
        log["runs"][0]["results"].as_array().expect("results").clone()
    };
    let found = results(&report);
    assert_eq!(found.len(), report.findings.len(), "suppressed findings are kept");
    for (result, finding) in found.iter().zip(&report.findings) {
        assert_eq!(
            result["suppressions"].as_array().map(Vec::len),
            Some(usize::from(finding.suppressed.is_some()))
        );
        let state = if finding.message == "silenced by baseline" { "unchanged" } else { "new" };
        assert_eq!(result["baselineState"], state);
        assert_eq!(result["partialFingerprints"]["gatelint/v1"], finding.fingerprint);
    }
    report.baseline = None;
    report.findings.retain(|finding| finding.suppressed.is_none());
    assert!(results(&report).iter().all(|result| result.get("baselineState").is_none()));
}

#[test]
fn junit_counts_what_it_holds() {
    let report = rich::report();
    let document =
        quick_junit::Report::deserialize_from_str(&report::junit(&report)).expect("JUnit XML");
    assert_eq!(document.failures, report.count(Severity::Error) + report.count(Severity::Warning));
    let skipped: usize = document.test_suites.iter().map(|suite| suite.skipped).sum();
    assert_eq!(skipped, report.not_evaluated.len());
    let shown = report.findings.len() - report.suppressed();
    assert_eq!(document.tests, shown + report.not_evaluated.len());
    let names: std::collections::BTreeSet<_> = document
        .test_suites
        .iter()
        .flat_map(|suite| {
            suite.test_cases.iter().map(|case| (suite.name.as_str(), case.name.as_str()))
        })
        .collect();
    assert_eq!(names.len(), document.tests, "no two tests of a suite have one name");
}

#[test]
fn gitlab_issues_have_what_the_merge_request_needs() {
    let report = rich::report();
    let issues: Vec<Value> = serde_json::from_str(&report::gitlab(&report)).expect("an array");
    assert_eq!(issues.len(), report.findings.len() - report.suppressed());
    let mut prints = std::collections::BTreeSet::new();
    for issue in &issues {
        for member in ["description", "check_name", "fingerprint"] {
            assert!(issue[member].as_str().is_some_and(|text| !text.is_empty()), "{issue}");
        }
        let severity = issue["severity"].as_str().unwrap_or_default();
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity), "{issue}");
        assert!(
            issue["location"]["path"].is_string() && issue["location"]["lines"]["begin"].is_u64(),
            "{issue}"
        );
        prints.insert(issue["fingerprint"].to_string());
    }
    assert_eq!(prints.len(), issues.len(), "fingerprints are unique");
}

#[test]
fn annotations_stay_on_their_lines() {
    let report = rich::report();
    let shown = report.findings.len() - report.suppressed();
    let github = report::github(&report);
    assert_eq!(github.lines().count(), shown + 1);
    assert!(github.lines().all(|line| {
        ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start))
    }));
    let azure = report::azure(&report);
    assert_eq!(azure.lines().count(), shown + 1);
    assert_eq!(
        azure.matches("##").count(),
        report.count(Severity::Error) + report.count(Severity::Warning)
    );
}

#[test]
fn the_page_fetches_nothing_and_runs_nothing_else() {
    let page = report::html(&rich::report(), None);
    let policy = page
        .split("Content-Security-Policy\" content=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let policy = policy.expect("a policy").replace("&#x27;", "'").replace("&#x2f;", "/");
    for (tag, directive) in [("style", "style-src"), ("script", "script-src")] {
        let inside = page
            .split(&format!("<{tag}>"))
            .nth(1)
            .and_then(|rest| rest.split(&format!("</{tag}>")).next());
        let hash = base64::engine::general_purpose::STANDARD
            .encode(Sha256::digest(inside.expect("a tag")));
        assert!(policy.contains(&format!("{directive} 'sha256-{hash}'")), "{policy}");
        assert_eq!(page.matches(&format!("<{tag}>")).count(), 1, "one {tag}");
    }
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    for fetching in
        ["src=", "<link", "<img", "<iframe", "@import", "url(", "<b>", "onerror", "javascript:"]
    {
        assert!(!page.contains(fetching), "{fetching}");
    }
    assert!(page.contains("gw-\\u003c/script>\\u003cb>&\\\""), "no name ends the data");
}

#[test]
fn a_spreadsheet_computes_nothing() {
    let report = rich::report();
    let text = report::csv(&report);
    assert!(text.contains("\"'=HYPERLINK(\"\"https://example.com\"\")"), "{text}");
    assert!(text.lines().next().is_some_and(|header| header.starts_with("kind,severity,")));
}

#[test]
fn a_summary_keeps_to_its_limit_and_says_so() {
    let mut report = rich::report();
    let one = report
        .findings
        .iter()
        .find(|finding| finding.suppressed.is_none())
        .expect("a finding")
        .clone();
    report.findings = vec![one; 5000];
    let unevaluated = report.not_evaluated[0].clone();
    report.not_evaluated = vec![unevaluated; 5000];
    let text = report::markdown_within(&report, None, 100_000);
    assert!(text.len() <= 100_000, "{}", text.len());
    assert!(text.len() > 80_000, "{}", text.len());
    assert!(
        text.contains("findings omitted because of the size limit.")
            && text.contains("checks omitted because of the size limit.")
    );
}
