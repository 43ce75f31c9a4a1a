//! One finding for people at a terminal: the lines of its source, and what is known about it.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Style};
use arm_template::{Confidence, Span};

use crate::console::{Look, columns, wrap};
use crate::finding::{Finding, Report, Severity};
use crate::report::content::snippet::{Excerpt, excerpt};
use crate::report::content::words::{one_line, place, resource, symptom};

/// How findings are drawn on what they are shown on.
pub(crate) fn renderer(look: Look) -> Renderer {
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
pub(crate) fn placed_text(
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
            None => place(report, span),
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
            "low: depends on a placeholder for the subscription or resource group".to_owned(),
        ));
    }
    notes
}
