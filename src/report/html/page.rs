//! What the template of the page is filled with.

use std::collections::{BTreeMap, BTreeSet};

use arm_template::Span;
use serde::Serialize;

use super::docs;
use crate::finding::{Finding, Fix, Report, Severity, SuppressedBy, Unevaluated};
use crate::report::json::confidence_word;
use crate::report::snippet::excerpt;
use crate::report::words::{one_line, place, resource, shown, symptom};

#[derive(Serialize)]
pub(super) struct Page {
    tiles: Vec<Tile>,
    resources: BTreeSet<String>,
    findings: Vec<Entry>,
    not_evaluated: Vec<Open>,
    suppressed: Vec<Silenced>,
    lints: Vec<About>,
}

#[derive(Serialize)]
struct Tile {
    name: &'static str,
    class: &'static str,
    count: usize,
    filter: bool,
}

#[derive(Serialize)]
struct Entry {
    severity: &'static str,
    confidence: &'static str,
    lint: &'static str,
    message: String,
    resource: String,
    at: At,
    help: Option<String>,
    symptoms: Vec<String>,
    fixes: Vec<Remedy>,
    related: Vec<Step>,
}

#[derive(Serialize)]
struct At {
    place: String,
    shown: Option<Line>,
}

#[derive(Serialize)]
struct Line {
    number: usize,
    before: String,
    marked: String,
    after: String,
}

#[derive(Serialize)]
struct Remedy {
    title: String,
    safe: bool,
    command: &'static str,
}

#[derive(Serialize)]
struct Step {
    message: String,
    at: At,
}

#[derive(Serialize)]
struct Open {
    lint: &'static str,
    resource: String,
    reason: String,
    remedy: Option<String>,
    place: Option<String>,
}

#[derive(Serialize)]
struct Silenced {
    lint: &'static str,
    message: String,
    place: String,
    by: &'static str,
    reason: Option<String>,
}

#[derive(Serialize)]
struct About {
    id: &'static str,
    summary: &'static str,
    docs: String,
}

impl Page {
    pub(super) fn of(report: &Report) -> Self {
        let mut findings: Vec<_> = shown(report).collect();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let findings: Vec<_> = findings.into_iter().map(|finding| entry(report, finding)).collect();
        Self {
            tiles: tiles(report),
            resources: findings
                .iter()
                .map(|entry| entry.resource.clone())
                .filter(|name| !name.is_empty())
                .collect(),
            findings,
            not_evaluated: report.not_evaluated.iter().map(|entry| open(report, entry)).collect(),
            suppressed: report
                .findings
                .iter()
                .filter_map(|finding| silenced(report, finding))
                .collect(),
            lints: about(report),
        }
    }
}

fn tiles(report: &Report) -> Vec<Tile> {
    let of = |name, severity: Severity| Tile {
        name,
        class: severity.word(),
        count: report.count(severity),
        filter: true,
    };
    let other = |name, count| Tile { name, class: "other", count, filter: false };
    vec![
        of("Errors", Severity::Error),
        of("Warnings", Severity::Warning),
        of("Notes", Severity::Note),
        other("Not evaluated", report.not_evaluated.len()),
        other("Suppressed", report.suppressed()),
        other("Gateways", report.checked.gateways),
    ]
}

fn entry(report: &Report, finding: &Finding) -> Entry {
    let related = finding
        .related
        .iter()
        .map(|related| Step { message: one_line(&related.message), at: at(report, related.span) });
    Entry {
        severity: finding.severity.word(),
        confidence: confidence_word(finding.confidence),
        lint: finding.lint,
        message: one_line(&finding.message),
        resource: finding.subject.as_ref().map_or_else(String::new, resource),
        at: at(report, finding.span),
        help: finding.help.as_deref().map(one_line),
        symptoms: finding.symptoms.iter().map(|code| one_line(&symptom(code))).collect(),
        fixes: finding.fixes.iter().map(remedy).collect(),
        related: related.collect(),
    }
}

fn at(report: &Report, span: Span) -> At {
    let shown = excerpt(report, span).map(|shown| Line {
        number: shown.line,
        // Indentation would push the place out of sight on a narrow screen.
        before: shown.text[..shown.place.start].trim_start().to_owned(),
        marked: shown.text[shown.place.clone()].to_owned(),
        after: shown.text[shown.place.end..].to_owned(),
    });
    At { place: place(report, span), shown }
}

fn remedy(fix: &Fix) -> Remedy {
    let command = if fix.safe { "gatelint check --fix" } else { "gatelint check --fix --unsafe" };
    Remedy { title: one_line(&fix.title), safe: fix.safe, command }
}

fn open(report: &Report, entry: &Unevaluated) -> Open {
    Open {
        lint: entry.lint,
        resource: entry.subject.as_ref().map_or_else(String::new, resource),
        reason: one_line(&entry.reason),
        remedy: entry.remedy.as_deref().map(one_line),
        place: entry.span.map(|span| place(report, span)),
    }
}

fn silenced(report: &Report, finding: &Finding) -> Option<Silenced> {
    let suppression = finding.suppressed.as_ref()?;
    Some(Silenced {
        lint: finding.lint,
        message: one_line(&finding.message),
        place: place(report, finding.span),
        by: match suppression.by {
            SuppressedBy::Comment => "a comment",
            SuppressedBy::Settings => "the settings",
            SuppressedBy::Baseline => "the baseline",
        },
        reason: suppression.reason.as_deref().map(one_line),
    })
}

/// The lints that the page names, each once.
fn about(report: &Report) -> Vec<About> {
    let named = report.findings.iter().map(|finding| finding.lint);
    let named = named.chain(report.not_evaluated.iter().map(|entry| entry.lint));
    let lints: BTreeMap<_, _> =
        named.filter_map(|id| Some((id, crate::lints::find(id)?))).collect();
    lints
        .into_values()
        .map(|lint| About { id: lint.id, summary: lint.summary, docs: docs::html(lint.docs) })
        .collect()
}
