//! Workflow commands of GitHub Actions: annotations beside the lines of a pull request.

use std::fmt::Write as _;

use crate::counts::counted;
use crate::finding::{Finding, Report, Severity};
use crate::report::content::words::{in_full, live, shown};

/// One workflow command for each finding.
#[must_use]
pub fn github(report: &Report) -> String {
    let mut out = String::new();
    for finding in shown(report) {
        command(report, finding, &mut out);
    }
    if !report.not_evaluated.is_empty() {
        let count = counted(report.not_evaluated.len(), "check");
        let _ = writeln!(
            out,
            "::notice title=gatelint::{count} could not be evaluated; --verbose lists them"
        );
    }
    out
}

fn command(report: &Report, finding: &Finding, out: &mut String) {
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let title = property(&format!("gatelint: {}", finding.lint));
    if report.looked_at.is_some() {
        // What was read live is in no file of the repository.
        let words = data(&live(report, finding));
        let _ = writeln!(out, "::{kind} title={title}::{words}");
        return;
    }
    let source = report.sources.get(finding.span.source);
    let (start, end) = report.sources.positions(finding.span);
    let _ = write!(out, "::{kind} file={},line={}", property(&source.name), start.line);
    if source.binary.is_none() {
        let _ = write!(out, ",endLine={}", end.line);
        // Columns are taken for places of one line only; the last one is part of the place.
        if start.line == end.line {
            let last = (end.column - 1).max(start.column);
            let _ = write!(out, ",col={},endColumn={last}", start.column);
        }
    }
    let _ = writeln!(out, ",title={title}::{}", data(&in_full(finding)));
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
