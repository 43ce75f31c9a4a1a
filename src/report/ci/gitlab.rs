//! The code quality report of GitLab.

use serde::Serialize;

use crate::finding::{Finding, Report, Severity};
use crate::report::content::words::{in_full, shown};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: GitlabLocation<'a>,
}

#[derive(Serialize)]
struct GitlabLocation<'a> {
    path: &'a str,
    lines: GitlabLines,
}

#[derive(Serialize)]
struct GitlabLines {
    begin: usize,
    end: usize,
}

/// The code quality report, indented, with a line break at the end.
///
/// # Panics
/// Never: all that it prints are strings and numbers.
#[must_use]
pub fn gitlab(report: &Report) -> String {
    let issues: Vec<_> = shown(report).map(|finding| issue(report, finding)).collect();
    let mut text = serde_json::to_string_pretty(&issues).expect("strings and numbers are JSON");
    text.push('\n');
    text
}

fn issue<'a>(report: &'a Report, finding: &'a Finding) -> Issue<'a> {
    let (start, end) = report.sources.positions(finding.span);
    Issue {
        description: in_full(finding).replace('\n', "; "),
        check_name: finding.lint,
        fingerprint: &finding.fingerprint,
        severity: match finding.severity {
            Severity::Error => "critical",
            Severity::Warning => "major",
            Severity::Note => "info",
        },
        location: GitlabLocation {
            path: report.sources.name(finding.span.source),
            lines: GitlabLines { begin: start.line, end: end.line },
        },
    }
}
