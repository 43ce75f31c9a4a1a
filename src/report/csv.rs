//! A table for spreadsheets, in the form of RFC 4180.

use super::content::words::{one_line, shown};
use super::json::confidence_word;
use crate::finding::{Finding, Report, Subject, Unevaluated};

const HEADER: [&str; 17] = [
    "kind",
    "severity",
    "confidence",
    "lint",
    "category",
    "message",
    "source",
    "line",
    "column",
    "end_line",
    "end_column",
    "resource_type",
    "resource_name",
    "resource_id",
    "help",
    "symptoms",
    "fingerprint",
];

type CsvRow = [String; HEADER.len()];

/// One line for each finding, and one for each check that could not be evaluated.
#[must_use]
pub fn csv(report: &Report) -> String {
    let mut out = String::new();
    line(&HEADER.map(str::to_owned), &mut out);
    for finding in shown(report) {
        line(&of_finding(report, finding), &mut out);
    }
    for entry in &report.not_evaluated {
        line(&of_unevaluated(report, entry), &mut out);
    }
    for gap in report.looked_at.iter().flat_map(|looked| &looked.gaps) {
        let mut row = CsvRow::default();
        "not read".clone_into(&mut row[0]);
        row[5].clone_from(&gap.why);
        gap.kind().clone_into(&mut row[11]);
        gap.name().clone_into(&mut row[12]);
        line(&row, &mut out);
    }
    out
}

fn of_finding(report: &Report, finding: &Finding) -> CsvRow {
    let (start, end) = report.sources.positions(finding.span);
    let [kind, name, id] = resource(finding.subject.as_ref());
    [
        "finding".to_owned(),
        finding.severity.word().to_owned(),
        confidence_word(finding.confidence).to_owned(),
        finding.lint.to_owned(),
        category(finding.lint),
        finding.message.clone(),
        report.sources.name(finding.span.source).to_owned(),
        start.line.to_string(),
        start.column.to_string(),
        end.line.to_string(),
        end.column.to_string(),
        kind,
        name,
        id,
        finding.help.clone().unwrap_or_default(),
        finding.symptoms.join(", "),
        finding.fingerprint.clone(),
    ]
}

fn of_unevaluated(report: &Report, entry: &Unevaluated) -> CsvRow {
    let mut row = CsvRow::default();
    "not evaluated".clone_into(&mut row[0]);
    entry.lint.clone_into(&mut row[3]);
    row[4] = category(entry.lint);
    row[5].clone_from(&entry.reason);
    if let Some(span) = entry.span {
        let (start, end) = report.sources.positions(span);
        report.sources.name(span.source).clone_into(&mut row[6]);
        let numbers =
            [start.line, start.column, end.line, end.column].map(|number| number.to_string());
        row[7..11].clone_from_slice(&numbers);
    }
    row[11..14].clone_from_slice(&resource(entry.subject.as_ref()));
    row[14] = entry.remedy.clone().unwrap_or_default();
    row
}

fn category(lint: &str) -> String {
    crate::lints::find(lint).map_or_else(String::new, |lint| lint.category.word().to_owned())
}

fn resource(subject: Option<&Subject>) -> [String; 3] {
    subject.map_or_else(Default::default, |subject| {
        [subject.kind.clone(), subject.name.clone(), subject.id.clone().unwrap_or_default()]
    })
}

fn line(fields: &CsvRow, out: &mut String) {
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        let field = no_formula(field);
        if field.contains([',', '"', '\r', '\n', ';', '\t']) {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&field);
        }
    }
    out.push_str("\r\n");
}

/// Spreadsheets compute what begins like a formula; an apostrophe before it makes it text. Where a semicolon parts the
/// fields, as in much of Europe, a field may begin behind one, too.
fn no_formula(field: &str) -> String {
    let field = one_line(field);
    let mut out = String::with_capacity(field.len());
    let mut begins = true;
    for letter in field.chars() {
        if begins && FORMULA.contains(&letter) {
            out.push('\'');
        }
        out.push(letter);
        begins = letter == ';';
    }
    out
}

/// What a formula begins with.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
