//! The report for people at a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use arm_template::Confidence;

use super::snippet::{Excerpt, excerpt};
use crate::finding::{Finding, Report, Severity, Unevaluated};
use crate::symptom::Symptom;

/// How the text report looks.
#[derive(Clone, Copy, Debug)]
pub struct TextOptions {
    /// One line a finding.
    pub concise: bool,
    /// With colour codes; whoever prints decides whether the terminal takes them.
    pub colour: bool,
    /// Every not evaluated check on a line of its own, and what was passed over.
    pub verbose: bool,
    /// The findings and nothing else.
    pub quiet: bool,
}

/// The text report.
#[must_use]
pub fn text(report: &Report, options: TextOptions) -> String {
    let mut out = String::new();
    for finding in report.findings.iter().filter(|finding| finding.suppressed.is_none()) {
        if options.concise {
            concise(report, finding, &mut out);
        } else {
            full(report, finding, options, &mut out);
        }
    }
    if options.quiet {
        return out;
    }
    not_evaluated(report, options, &mut out);
    if options.verbose {
        for passed in &report.passed_over {
            let _ = writeln!(out, "passed over: {}: {}", passed.source, passed.reason);
        }
    }
    let _ = writeln!(out, "{}", summary(report));
    if let Some(gone) = report.baseline.map(|baseline| baseline.gone).filter(|gone| *gone > 0) {
        let (entries, are) = if gone == 1 { ("entry", "is") } else { ("entries", "are") };
        let _ = writeln!(
            out,
            "{gone} {entries} of the baseline {are} gone; run --write-baseline to shrink it"
        );
    }
    out
}

fn concise(report: &Report, finding: &Finding, out: &mut String) {
    let start = report.sources.position(finding.span.source, finding.span.start);
    let name = report.sources.name(finding.span.source);
    let _ = writeln!(
        out,
        "{name}:{}:{}: {}[{}]: {}",
        start.line,
        start.column,
        finding.severity.word(),
        finding.lint,
        finding.message
    );
}

fn full(report: &Report, finding: &Finding, options: TextOptions, out: &mut String) {
    let renderer = if options.colour { Renderer::styled() } else { Renderer::plain() };
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let primary = excerpt(report, finding.span);
    let related: Vec<(&str, &str, Option<Excerpt>)> = finding
        .related
        .iter()
        .map(|related| {
            let name = report.sources.name(related.span.source);
            (name, related.message.as_str(), excerpt(report, related.span))
        })
        .collect();
    let notes = notes(finding);

    let mut group =
        Group::with_title(level.primary_title(finding.message.as_str()).id(finding.lint));
    let name = report.sources.name(finding.span.source);
    group = match &primary {
        Some(excerpt) => group.element(snippet(name, excerpt, AnnotationKind::Primary, None)),
        None => {
            group.element(Level::NOTE.message(format!("in {name}, byte {}", finding.span.start)))
        }
    };
    for (name, message, excerpt) in &related {
        if let Some(excerpt) = excerpt {
            group = group.element(snippet(name, excerpt, AnnotationKind::Context, Some(message)));
        }
    }
    for (kind, words) in &notes {
        group = group.element(Level::NOTE.with_name(*kind).message(words.as_str()));
    }
    let _ = writeln!(out, "{}\n", renderer.render(&[group]));
}

fn snippet<'a>(
    name: &'a str,
    excerpt: &'a Excerpt,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let annotation = kind.span(excerpt.place.clone());
    let annotation = match label {
        Some(label) => annotation.label(label),
        None => annotation,
    };
    Snippet::source(excerpt.text.as_str())
        .path(name)
        .line_start(excerpt.line)
        .annotation(annotation)
}

/// The lines below the snippet: resource, help, what users see, confidence.
fn notes(finding: &Finding) -> Vec<(&'static str, String)> {
    let mut notes = Vec::new();
    if let Some(subject) = &finding.subject {
        let kind = subject.kind.rsplit('/').next().unwrap_or(&subject.kind);
        notes.push(("in", format!("{kind} {}", subject.name)));
    }
    if let Some(help) = &finding.help {
        notes.push(("help", help.clone()));
    }
    if !finding.symptoms.is_empty() {
        notes.push((
            "users see",
            finding.symptoms.iter().map(|code| symptom(code)).collect::<Vec<_>>().join(", "),
        ));
    }
    if !finding.fixes.is_empty() {
        let safe = finding.fixes.iter().any(|fix| fix.safe);
        notes.push(("fix", format!("gatelint check --fix{}", if safe { "" } else { " --unsafe" })));
    }
    if finding.confidence == Confidence::Low {
        notes.push((
            "confidence",
            "low: rests on a stand-in for the subscription or resource group".to_owned(),
        ));
    }
    notes
}

/// A code with the words that stand beside it on the screen, when they are known.
fn symptom(code: &str) -> String {
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

/// What was not evaluated: one line for each reason.
fn not_evaluated(report: &Report, options: TextOptions, out: &mut String) {
    if report.not_evaluated.is_empty() {
        return;
    }
    if options.verbose {
        for entry in &report.not_evaluated {
            let name = entry.subject.as_ref().map_or("", |subject| &subject.name);
            let _ = writeln!(
                out,
                "not evaluated: {} on {name}: {}{}",
                entry.lint,
                entry.reason,
                place(report, entry)
            );
        }
    } else {
        let mut by_reason: BTreeMap<(&str, Option<&str>), (usize, String)> = BTreeMap::new();
        for entry in &report.not_evaluated {
            let slot = by_reason.entry((&entry.reason, entry.remedy.as_deref())).or_default();
            slot.0 += 1;
            if slot.1.is_empty() {
                slot.1 = place(report, entry);
            }
        }
        for ((reason, remedy), (count, place)) in by_reason {
            let remedy = remedy.map_or_else(String::new, |remedy| format!("; {remedy}"));
            let _ = writeln!(
                out,
                "not evaluated: {}, because {reason}{place}{remedy}",
                counted(count, "check")
            );
        }
    }
    out.push('\n');
}

fn place(report: &Report, entry: &Unevaluated) -> String {
    entry.span.map_or_else(String::new, |span| {
        let start = report.sources.position(span.source, span.start);
        format!(" ({}:{}:{})", report.sources.name(span.source), start.line, start.column)
    })
}

fn summary(report: &Report) -> String {
    let checked = &report.checked;
    let found = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| counted(report.count(severity), severity.word()))
        .join(", ");
    let suppressed = report.findings.iter().filter(|finding| finding.suppressed.is_some()).count();
    let suppressed =
        if suppressed == 0 { String::new() } else { format!(" ({suppressed} suppressed)") };
    let mut line = format!(
        "{found}{suppressed}; checked {} in {}",
        counted(checked.gateways, "gateway"),
        counted(checked.sources, "file"),
    );
    if !report.not_evaluated.is_empty() {
        let _ = write!(line, "; {} not evaluated", counted(report.not_evaluated.len(), "check"));
    }
    if report.fixed > 0 {
        let _ = write!(line, "; {} fixed", report.fixed);
    }
    if !report.passed_over.is_empty() {
        let _ = write!(line, "; {} passed over", counted(report.passed_over.len(), "file"));
    }
    line
}

/// `1 error`, `2 errors`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
