//! `JUnit` XML: a suite for each source, a failed test for each finding.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use crate::finding::{Finding, LookedAt, Report, Severity, Unevaluated};
use crate::report::content::words::{gap, in_full, one_line, place, resource, shown};

/// The suite of what belongs to no source.
const NOWHERE: &str = "gatelint";

/// The `JUnit` report. Errors and warnings are failures, notes pass, checks that could not be evaluated are skipped.
///
/// # Panics
/// Never: all that it prints are strings that XML takes.
#[must_use]
pub fn junit(report: &Report) -> String {
    let mut suites: BTreeMap<String, Vec<TestCase>> = BTreeMap::new();
    for finding in shown(report) {
        suites
            .entry(suite(report, Some(finding.span)))
            .or_default()
            .push(of_finding(report, finding));
    }
    for entry in &report.not_evaluated {
        suites.entry(suite(report, entry.span)).or_default().push(of_unevaluated(report, entry));
    }
    for gaps in report.looked_at.iter().flat_map(LookedAt::gaps_by_reason) {
        let mut status = TestCaseStatus::skipped();
        status.set_message(format!("not read: {}", gap(&gaps)));
        let mut case = TestCase::new(format!("read {}", one_line(gaps.kind)), status);
        case.set_classname("scan");
        suites.entry(NOWHERE.to_owned()).or_default().push(case);
    }
    if suites.is_empty() {
        // Most readers take a report without any test for a mistake.
        suites.insert(
            NOWHERE.to_owned(),
            vec![TestCase::new("no findings", TestCaseStatus::success())],
        );
    }
    let mut document = quick_junit::Report::new("gatelint");
    for (name, cases) in suites {
        let mut suite = TestSuite::new(name);
        suite.add_test_cases(cases);
        document.add_test_suite(suite);
    }
    let text = document.to_string().expect("strings that XML takes");
    // The schema that Jenkins publishes has this attribute on suites, not on the document; it comes first in the text.
    text.replacen(&format!(" skipped=\"{}\"", document.skipped), "", 1)
}

fn suite(report: &Report, span: Option<arm_template::Span>) -> String {
    span.map_or_else(|| NOWHERE.to_owned(), |span| one_line(report.sources.name(span.source)))
}

fn of_finding(report: &Report, finding: &Finding) -> TestCase {
    let mut status = if finding.severity == Severity::Note {
        TestCaseStatus::success()
    } else {
        TestCaseStatus::non_success(NonSuccessKind::Failure)
    };
    let whole = whole(report, finding);
    status
        .set_message(one_line(&finding.message))
        .set_type(finding.severity.word())
        .set_description(&whole);
    let name = match &finding.subject {
        Some(subject) => {
            format!(
                "{} in {} at {}",
                finding.lint,
                resource(report, subject),
                place(report, finding.span)
            )
        }
        None => format!("{} at {}", finding.lint, place(report, finding.span)),
    };
    let mut case = TestCase::new(name, status);
    case.set_classname(finding.lint);
    if finding.severity == Severity::Note {
        case.set_system_out(whole);
    }
    case
}

fn whole(report: &Report, finding: &Finding) -> String {
    let mut lines = vec![format!("{}: {}", place(report, finding.span), in_full(finding))];
    let related = finding.related.iter();
    lines.extend(
        related.map(|related| {
            format!("{}: {}", place(report, related.span), one_line(&related.message))
        }),
    );
    lines.join("\n")
}

fn of_unevaluated(report: &Report, entry: &Unevaluated) -> TestCase {
    let mut status = TestCaseStatus::skipped();
    let remedy = entry.remedy.as_deref().map_or_else(String::new, |remedy| format!("; {remedy}"));
    status.set_message(one_line(&format!("not evaluated: {}{remedy}", entry.reason)));
    let mut name = entry.lint.to_owned();
    if let Some(subject) = &entry.subject {
        name = format!("{name} in {}", resource(report, subject));
    }
    if let Some(span) = entry.span {
        name = format!("{name} at {}", place(report, span));
    }
    let mut case = TestCase::new(name, status);
    case.set_classname(entry.lint);
    case
}
