//! Words that several formats share.

use std::fmt::Write as _;

use arm_template::Span;

use super::property::Properties;
use crate::counts::grouped;
use crate::finding::{Finding, Gaps, Report, Subject};

/// The findings that formats for people show: those that nothing suppressed.
pub(crate) fn shown(report: &Report) -> impl Iterator<Item = &Finding> {
    report.findings.iter().filter(|finding| finding.suppressed.is_none())
}

/// `name:line:column`, the place where a span begins; bytes that are no text have an offset instead.
pub(crate) fn place(report: &Report, span: Span) -> String {
    let source = report.sources.get(span.source);
    let start = report.sources.position(span.source, span.start);
    let name = one_line(&source.name);
    if source.binary.is_some() || source.text.is_empty() {
        return if start.offset == 0 { name } else { format!("{name}, byte {}", start.offset) };
    }
    format!("{name}:{}:{}", start.line, start.column)
}

/// The kind and name of a resource, such as `virtualNetworkGateways hub-gw`, with its resource group and subscription
/// where the name alone could be mistaken.
pub(crate) fn resource(report: &Report, subject: &Subject) -> String {
    format!("{} {}{}", kind(subject), one_line(&subject.name), whereabouts(report, subject))
}

/// The last part of the type of a resource, such as `virtualNetworkGateways`.
pub(crate) fn kind(subject: &Subject) -> String {
    one_line(subject.kind.rsplit('/').next().unwrap_or(&subject.kind))
}

/// The resource group and the subscription of a resource, where the name alone could be mistaken.
pub(crate) fn whereabouts(report: &Report, subject: &Subject) -> String {
    let mut words = String::new();
    if report.is_ambiguous(subject) {
        if let Some(group) = subject.resource_group() {
            let _ = write!(words, " in resource group {group}");
        }
        if let Some(name) = subscription(report, subject) {
            let _ = write!(words, ", subscription {name}");
        }
    }
    one_line(&words)
}

/// The name of the subscription of a resource, else its id.
pub(crate) fn subscription(report: &Report, subject: &Subject) -> Option<String> {
    let id = subject.subscription()?;
    let name = report.looked_at.as_ref().and_then(|looked| looked.subscription(id));
    Some(one_line(name.filter(|name| !name.is_empty()).unwrap_or(id)))
}

/// The place of a finding: of a live one the resource and its property, and the file that it was saved into.
pub(crate) fn finding_place(
    report: &Report,
    finding: &Finding,
    properties: &mut Properties<'_>,
) -> String {
    let written = place(report, finding.span);
    let (Some(looked), Some(subject)) = (&report.looked_at, &finding.subject) else {
        return written;
    };
    let way = properties.at(finding.span, Some(subject));
    let way = way.map_or_else(String::new, |way| format!(" {}", one_line(&way)));
    let name = one_line(&subject.name);
    match &looked.saved {
        Some(folder) => {
            format!("{name}{way} ({}/{written})", one_line(folder).trim_end_matches('/'))
        }
        None => format!("{name}{way}"),
    }
}

/// What could not be read, of one kind and for one reason: `3 of kind virtual network were not read: …`.
pub(crate) fn gap(gaps: &Gaps<'_>) -> String {
    let count = match gaps.names.as_slice() {
        [""] => gaps.kind.to_owned(),
        [one] => format!("{} {}", gaps.kind, one),
        many => format!("{} of kind {}", grouped(many.len()), gaps.kind),
    };
    let accepted = if gaps.accepted { " (accepted)" } else { "" };
    one_line(&format!("{count}{accepted}: {}", gaps.why))
}

/// A code with the words that stand beside it on the screen, when they are known.
pub(crate) fn symptom(code: &str) -> String {
    match crate::symptom::text_of_code(code)
        .map(|text| text.split(" (Error").next().unwrap_or(text).trim_end_matches('.'))
    {
        Some(text) if text.chars().count() <= 110 && !text.contains(code) => {
            format!("{code} \"{text}\"")
        }
        _ => code.to_owned(),
    }
}

/// The message with its remedy and what users see, each on a line of its own.
pub(crate) fn in_full(finding: &Finding) -> String {
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

/// The message of a live finding with the resource that it is about, its remedy, and what users see.
pub(crate) fn live(report: &Report, finding: &Finding) -> String {
    match &finding.subject {
        Some(subject) => format!("{}: {}", resource(report, subject), in_full(finding)),
        None => in_full(finding),
    }
}

/// The text on one line: characters that would move the cursor, turn the writing around or show nothing are written out.
pub(crate) fn one_line(text: &str) -> String {
    crate::visible::on_one_line(text).into_owned()
}
