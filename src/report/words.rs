//! Words that several formats share.

use std::fmt::Write as _;

use arm_template::Span;

use crate::finding::{Finding, Report, Subject};
use crate::symptom::Symptom;

/// The findings that formats for people show: those that nothing suppressed.
pub(super) fn shown(report: &Report) -> impl Iterator<Item = &Finding> {
    report.findings.iter().filter(|finding| finding.suppressed.is_none())
}

/// `1 error`, `2 errors`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// `name:line:column`, the place where a span begins; bytes that are no text have an offset instead.
pub(super) fn place(report: &Report, span: Span) -> String {
    let source = report.sources.get(span.source);
    let start = report.sources.position(span.source, span.start);
    let name = one_line(&source.name);
    if source.binary.is_some() || source.text.is_empty() {
        return if start.offset == 0 { name } else { format!("{name}, byte {}", start.offset) };
    }
    format!("{name}:{}:{}", start.line, start.column)
}

/// The kind and name of a resource, such as `virtualNetworkGateways hub-gw`.
pub(super) fn resource(subject: &Subject) -> String {
    let kind = subject.kind.rsplit('/').next().unwrap_or(&subject.kind);
    one_line(&format!("{kind} {}", subject.name))
}

/// A code with the words that stand beside it on the screen, when they are known.
pub(super) fn symptom(code: &str) -> String {
    let of_code = |symptom: &&Symptom| {
        symptom.codes().iter().any(|known| known.written().eq_ignore_ascii_case(code))
    };
    let text =
        crate::symptom::all().iter().find(of_code).and_then(|symptom| symptom.texts().en.first());
    match text.map(|text| text.split(" (Error").next().unwrap_or(text).trim_end_matches('.')) {
        Some(text) if text.chars().count() <= 110 && !text.contains(code) => {
            format!("{code} \"{text}\"")
        }
        _ => code.to_owned(),
    }
}

/// The message with its remedy and what users see, each on a line of its own.
pub(super) fn in_full(finding: &Finding) -> String {
    let mut text = one_line(&finding.message);
    if let Some(help) = &finding.help {
        let _ = write!(text, "\nhelp: {}", one_line(help));
    }
    if !finding.symptoms.is_empty() {
        let symptoms: Vec<_> = finding.symptoms.iter().map(|code| symptom(code)).collect();
        let _ = write!(text, "\nusers see: {}", one_line(&symptoms.join(", ")));
    }
    text
}

/// The text on one line: characters that would move the cursor, turn the writing around or show nothing are written out.
pub(super) fn one_line(text: &str) -> String {
    crate::visible::on_one_line(text).into_owned()
}
