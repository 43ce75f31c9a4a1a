//! The report for people at a terminal.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Style};
use arm_template::{Confidence, Span};

use super::grouping::{GroupBy, folded, ordered, others};
use super::overview;
use super::property::Properties;
use super::snippet::{Excerpt, excerpt};
use super::words::{finding_place, gap, one_line, resource, symptom};
use crate::console::{Look, columns, wrap};
use crate::counts::{counted, grouped};
use crate::finding::{Finding, Report, Severity, Unevaluated};

/// How the text report looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct TextOptions {
    /// One line a finding.
    pub concise: bool,
    /// What it is shown on: its width, and whether it takes colour and links.
    pub look: Look,
    /// Every not evaluated check on a line of its own, and what was passed over.
    pub verbose: bool,
    /// The findings and nothing else.
    pub quiet: bool,
    /// What the findings are grouped by.
    pub group_by: Option<GroupBy>,
}

/// The text report.
#[must_use]
pub fn text(report: &Report, options: TextOptions) -> String {
    let mut out = String::new();
    let mut properties = Properties::of(report);
    if overview::is_wanted(report) && !options.concise && !options.quiet {
        out.push_str(&overview::text(report, options.look, options.verbose));
    }
    if let Some(line) = overview::since(report).filter(|_| !options.concise && !options.quiet) {
        let _ = writeln!(out, "{}\n", options.look.folded(&line));
    }
    for remark in report.remarks.iter().filter(|_| !options.quiet) {
        let _ = writeln!(out, "{}: {}", one_line(&remark.source), one_line(&remark.message));
    }
    if !report.remarks.is_empty() && !options.concise && !options.quiet {
        out.push('\n');
    }
    for group in ordered(report, options.group_by) {
        if !group.heading.is_empty() && !options.concise {
            out.push_str(&heading(&group.title(), options.look));
        }
        for folded in folded(&group.findings, !options.verbose && !options.concise) {
            let finding = folded.finding;
            if options.concise {
                let place = if report.looked_at.is_some() {
                    finding_place(report, finding, &mut properties)
                } else {
                    let start = report.sources.position(finding.span.source, finding.span.start);
                    let name = one_line(report.sources.name(finding.span.source));
                    format!("{name}:{}:{}", start.line, start.column)
                };
                concise(finding, &place, &mut out);
                continue;
            }
            let place =
                report.looked_at.as_ref().map(|_| finding_place(report, finding, &mut properties));
            let others = others(report, &folded);
            out.push_str(&placed_text(report, finding, place.as_deref(), others, options.look));
        }
    }
    if options.quiet {
        return out;
    }
    let mut lines = gone(report);
    lines.extend(not_evaluated(report, options));
    if let Some(looked) = &report.looked_at {
        for gaps in looked.gaps_by_reason() {
            lines.push(format!("not read: {}", gap(&gaps)));
            if options.verbose && gaps.names.len() > 1 {
                lines.extend(gaps.names.iter().map(|name| format!("  {}", one_line(name))));
            }
        }
    }
    lines.extend(passed_over(report, options));
    lines.push(summary(report));
    if let Some(gone) = report.baseline.map(|baseline| baseline.gone).filter(|gone| *gone > 0) {
        let (entries, are) = if gone == 1 { ("entry", "is") } else { ("entries", "are") };
        lines.push(format!(
            "{} {entries} of the baseline {are} gone; run --write-baseline to shrink it",
            grouped(gone)
        ));
    }
    for line in lines {
        let _ = writeln!(out, "{}", options.look.folded(&line));
    }
    out
}

/// What was passed over: all of it, or only what was missed, where files with the same reason share a line.
fn passed_over(report: &Report, options: TextOptions) -> Vec<String> {
    let line = |source: &str, reason: &str| {
        format!("passed over: {}: {}", one_line(source), one_line(reason))
    };
    if options.verbose {
        return report.passed_over.iter().map(|it| line(&it.source, &it.reason)).collect();
    }
    let mut by_reason: Vec<(&str, &str, usize)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for passed in report.passed_over.iter().filter(|passed| passed.missed) {
        let place = *places.entry(&passed.reason).or_insert(by_reason.len());
        match by_reason.get_mut(place) {
            Some((_, _, count)) => *count += 1,
            None => by_reason.push((&passed.source, &passed.reason, 1)),
        }
    }
    let shown = by_reason.into_iter().map(|(source, reason, count)| match count {
        1 => line(source, reason),
        2 => line(&format!("{source} and 1 other file (-v lists them)"), reason),
        _ => line(
            &format!("{source} and {} other files (-v lists them)", grouped(count - 1)),
            reason,
        ),
    });
    shown.collect()
}

fn heading(title: &str, look: Look) -> String {
    let title = look.folded(title);
    if look.colour {
        let bold = Style::new().bold();
        return format!("{bold}{title}{bold:#}\n\n");
    }
    format!("{title}\n\n")
}

/// What was found earlier and is found no more.
fn gone(report: &Report) -> Vec<String> {
    let Some(since) = report.since.as_ref().filter(|since| !since.gone.is_empty()) else {
        return Vec::new();
    };
    let lines = since.gone.iter().map(|gone| {
        let on = gone.resource.as_deref().map_or_else(String::new, |name| format!(" on {name}"));
        one_line(&format!("gone: {}{on}: {}", gone.lint, gone.message))
    });
    lines.chain([String::new()]).collect()
}

/// One line for programs that read it, however narrow the terminal is.
fn concise(finding: &Finding, place: &str, out: &mut String) {
    let (severity, message) = (finding.severity.word(), one_line(&finding.message));
    let _ = writeln!(out, "{place}: {severity}[{}]: {message}", finding.lint);
}

/// How findings are drawn on what they are shown on.
pub(super) fn renderer(look: Look) -> Renderer {
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.hyperlink(look.links);
    match look.width {
        Some(width) => renderer.term_width(width.max(NARROWEST)),
        None => renderer,
    }
}

/// Narrower excerpts show nothing.
const NARROWEST: usize = 30;

/// One finding with the lines of its source, and an empty line after it.
pub(crate) fn finding_text(report: &Report, finding: &Finding, look: Look) -> String {
    placed_text(report, finding, None, None, look)
}

/// The same, with other words for its place, and a word on others that say the same.
fn placed_text(
    report: &Report,
    finding: &Finding,
    words: Option<&str>,
    others: Option<String>,
    look: Look,
) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut places: Vec<ShownPlace> =
        std::iter::once(ShownPlace::of(report, finding.span, None))
            .chain(finding.related.iter().map(|related| {
                ShownPlace::of(report, related.span, Some(one_line(&related.message)))
            }))
            .collect();
    if let (Some(words), Some(first)) = (words, places.first_mut()) {
        words.clone_into(&mut first.name);
        first.named = true;
    }
    let message = one_line(&finding.message);
    let (above, mut group) = match look.width {
        Some(width) if columns(&message) + finding.lint.len() + 12 > width => {
            (title(finding, &message, width, look.colour), Group::with_level(level))
        }
        _ => {
            let title = level.primary_title(message).id(finding.lint);
            (String::new(), Group::with_title(title))
        }
    };
    for (at, place) in places.iter().enumerate() {
        let kind = if at == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        match &place.excerpt {
            Some(excerpt) => {
                let label = place.label.as_deref();
                let fits = look.width.is_none_or(|width| place.ends_at() <= width);
                group = group.element(snippet(at, excerpt, kind, label.filter(|_| fits)));
                if let Some(label) = label.filter(|_| !fits) {
                    let words = beside(label, look, place.gutter() + 3);
                    group = group.element(Level::NOTE.no_name().message(words));
                }
            }
            None if at == 0 => {
                group = group.element(Level::NOTE.message(format!("in {}", place.name)));
            }
            None => {}
        }
    }
    let gutter = places.iter().map(ShownPlace::gutter).max().unwrap_or_default();
    let notes: Vec<_> = notes(report, finding)
        .into_iter()
        .chain(others.map(|others| ("same", others)))
        .map(|(kind, words)| (kind, beside(&words, look, gutter + kind.len() + 5)))
        .collect();
    for (kind, words) in &notes {
        group = group.element(Level::NOTE.with_name(*kind).message(words.as_str()));
    }
    format!("{above}{}\n\n", with_places(&renderer(look).render(&[group]), &places))
}

/// What stands for the name of a place while it is drawn, with the number of the place between them. The renderer counts
/// columns in the excerpt; those of the file are put in afterwards.
const STAND_IN: [char; 2] = ['\u{f0000}', '\u{f0001}'];

fn with_places(drawn: &str, places: &[ShownPlace]) -> String {
    let mut out = String::with_capacity(drawn.len());
    let mut parts = drawn.split(STAND_IN[0]);
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let place = part
            .split_once(STAND_IN[1])
            .and_then(|(number, rest)| Some((places.get(number.parse::<usize>().ok()?)?, rest)));
        let Some((place, rest)) = place else { continue };
        out.push_str(&place.words());
        out.push_str(rest.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == ':'));
    }
    out
}

/// The first line of a finding, broken where the terminal ends, with little room lost before what is continued.
fn title(finding: &Finding, message: &str, width: usize, colour: bool) -> String {
    let head = format!("{}[{}]", finding.severity.word(), finding.lint);
    let text = wrap(&format!("{head}: {message}"), width, "", "    ");
    if !colour {
        return text + "\n";
    }
    let level = match finding.severity {
        Severity::Error => AnsiColor::BrightRed,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::BrightGreen,
    };
    let (level, bold) = (level.on_default().bold(), Style::new().bold());
    let lines = text[head.len()..].lines().map(|line| format!("{bold}{line}{bold:#}\n"));
    format!("{level}{head}{level:#}{}", lines.collect::<String>())
}

/// The words, broken where the terminal ends, when they begin in this column.
fn beside(words: &str, look: Look, column: usize) -> String {
    match look.width {
        Some(width) => wrap(words, width.saturating_sub(column).max(NARROWEST), "", ""),
        None => words.to_owned(),
    }
}

/// A place of a finding, ready to be shown.
struct ShownPlace {
    name: String,
    /// Whether the name says all: no line and column go with it.
    named: bool,
    line: usize,
    column: usize,
    excerpt: Option<Excerpt>,
    label: Option<String>,
}

impl ShownPlace {
    fn of(report: &Report, span: Span, label: Option<String>) -> Self {
        let excerpt = excerpt(report, span);
        let name = match excerpt {
            Some(_) => one_line(report.sources.name(span.source)),
            None => super::words::place(report, span),
        };
        let start = report.sources.position(span.source, span.start);
        Self { name, named: false, line: start.line, column: start.column, excerpt, label }
    }

    /// Where it stands in its file, whatever was cut off before it.
    fn words(&self) -> String {
        if self.named {
            return self.name.clone();
        }
        format!("{}:{}:{}", self.name, self.line, self.column)
    }

    /// How wide the number of its line is.
    fn gutter(&self) -> usize {
        self.excerpt.as_ref().map_or(0, |excerpt| excerpt.line.to_string().len())
    }

    /// The column in which the label behind its mark would end.
    fn ends_at(&self) -> usize {
        let label = self.label.as_deref().map_or(0, |label| columns(label) + 1);
        let marked = |excerpt: &Excerpt| columns(&excerpt.text[..excerpt.place.end]);
        self.gutter() + 3 + self.excerpt.as_ref().map_or(0, marked) + label
    }
}

fn snippet<'a>(
    number: usize,
    excerpt: &'a Excerpt,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Snippet<'a, Annotation<'a>> {
    let annotation = kind.span(excerpt.place.clone());
    let annotation = match label {
        Some(label) => annotation.label(label),
        None => annotation,
    };
    Snippet::source(excerpt.text.as_str())
        .path(format!("{}{number}{}", STAND_IN[0], STAND_IN[1]))
        .line_start(excerpt.line)
        .annotation(annotation)
}

/// The lines below the snippet: resource, help, what users see, confidence.
fn notes(report: &Report, finding: &Finding) -> Vec<(&'static str, String)> {
    let mut notes = Vec::new();
    if let Some(change) = finding.change {
        notes.push(("since", change.word().to_owned()));
    }
    if let Some(subject) = &finding.subject {
        notes.push(("in", resource(report, subject)));
        if let Some(link) = report.link(subject) {
            notes.push(("portal", link));
        }
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
        let safe = finding.fixes.iter().any(|fix| fix.applicability.is_safe());
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

/// What was not evaluated: one line for each reason, and an empty one after them.
fn not_evaluated(report: &Report, options: TextOptions) -> Vec<String> {
    let mut lines = Vec::new();
    if report.not_evaluated.is_empty() {
        return lines;
    }
    if options.verbose {
        for entry in &report.not_evaluated {
            let name = entry
                .subject
                .as_ref()
                .map_or_else(String::new, |subject| format!(" on {}", one_line(&subject.name)));
            let (lint, reason) = (entry.lint, one_line(&entry.reason));
            lines.push(format!("not evaluated: {lint}{name}: {reason}{}", place(report, entry)));
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
            let (count, reason) = (counted(count, "check"), one_line(reason));
            lines.push(format!("not evaluated: {count}, because {reason}{place}{remedy}"));
        }
    }
    lines.push(String::new());
    lines
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
        count => format!(" ({} suppressed)", grouped(count)),
    };
    let gateways = counted(checked.gateways, "gateway");
    let within = match &report.looked_at {
        Some(looked) => counted(looked.subscriptions.len(), "subscription"),
        None => counted(checked.sources, "file"),
    };
    let mut line = format!("{found}{suppressed}; checked {gateways} in {within}");
    if !report.not_evaluated.is_empty() {
        let _ = write!(line, "; {} not evaluated", counted(report.not_evaluated.len(), "check"));
    }
    if report.fixed > 0 {
        let _ = write!(line, "; {} fixed", grouped(report.fixed));
    }
    if !report.passed_over.is_empty() {
        let _ = write!(line, "; {} passed over", counted(report.passed_over.len(), "file"));
    }
    line
}
