//! The report for people at a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use arm_template::Confidence;

use super::snippet::{Excerpt, excerpt};
use super::words::{counted, one_line, resource, shown, symptom};
use crate::finding::{Finding, Report, Severity, Unevaluated};

/// How the text report looks.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
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
    for finding in shown(report) {
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
    for passed in report.passed_over.iter().filter(|passed| passed.missed || options.verbose) {
        let _ = writeln!(
            out,
            "passed over: {}: {}",
            one_line(&passed.source),
            one_line(&passed.reason)
        );
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
        "{}:{}:{}: {}[{}]: {}",
        one_line(name),
        start.line,
        start.column,
        finding.severity.word(),
        finding.lint,
        one_line(&finding.message)
    );
}

fn full(report: &Report, finding: &Finding, options: TextOptions, out: &mut String) {
    out.push_str(&finding_text(report, finding, options.colour));
}

/// One finding with the lines of its source, and an empty line after it.
pub(crate) fn finding_text(report: &Report, finding: &Finding, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let primary = excerpt(report, finding.span);
    let related: Vec<(String, String, Option<Excerpt>)> = finding
        .related
        .iter()
        .map(|related| {
            let name = one_line(report.sources.name(related.span.source));
            (name, one_line(&related.message), excerpt(report, related.span))
        })
        .collect();
    let notes = notes(finding);

    let mut group =
        Group::with_title(level.primary_title(one_line(&finding.message)).id(finding.lint));
    let name = one_line(report.sources.name(finding.span.source));
    group = match &primary {
        Some(excerpt) => group.element(snippet(&name, excerpt, AnnotationKind::Primary, None)),
        None => group.element(
            Level::NOTE.message(format!("in {}", super::words::place(report, finding.span))),
        ),
    };
    for (name, message, excerpt) in &related {
        if let Some(excerpt) = excerpt {
            group = group.element(snippet(name, excerpt, AnnotationKind::Context, Some(message)));
        }
    }
    for (kind, words) in &notes {
        group = group.element(Level::NOTE.with_name(*kind).message(words.as_str()));
    }
    format!("{}\n\n", renderer.render(&[group]))
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
        notes.push(("in", resource(subject)));
    }
    if let Some(help) = &finding.help {
        notes.push(("help", one_line(help)));
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

/// What was not evaluated: one line for each reason.
fn not_evaluated(report: &Report, options: TextOptions, out: &mut String) {
    if report.not_evaluated.is_empty() {
        return;
    }
    if options.verbose {
        for entry in &report.not_evaluated {
            let name = entry
                .subject
                .as_ref()
                .map_or_else(String::new, |subject| format!(" on {}", one_line(&subject.name)));
            let place = place(report, entry);
            let _ = writeln!(
                out,
                "not evaluated: {}{name}: {}{place}",
                entry.lint,
                one_line(&entry.reason)
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
            let remedy =
                remedy.map_or_else(String::new, |remedy| format!("; {}", one_line(remedy)));
            let _ = writeln!(
                out,
                "not evaluated: {}, because {}{place}{remedy}",
                counted(count, "check"),
                one_line(reason)
            );
        }
    }
    out.push('\n');
}

fn place(report: &Report, entry: &Unevaluated) -> String {
    entry.span.map_or_else(String::new, |span| format!(" ({})", super::words::place(report, span)))
}

fn summary(report: &Report) -> String {
    let checked = &report.checked;
    let found = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| counted(report.count(severity), severity.word()))
        .join(", ");
    let suppressed = match report.suppressed() {
        0 => String::new(),
        count => format!(" ({count} suppressed)"),
    };
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
