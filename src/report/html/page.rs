//! What the page is filled with: a head that the template sets, and data that its script builds on when it is looked at.

use std::collections::{BTreeMap, HashMap};

use arm_template::Span;
use serde::Serialize;

use super::docs;
use crate::finding::{
    Change, Finding, Fix, LookedAt, Report, Severity, Subject, SuppressedBy, Unevaluated,
};
use crate::report::grouping::GroupBy;
use crate::report::json::confidence_word;
use crate::report::overview;
use crate::report::property::Properties;
use crate::report::snippet::excerpt;
use crate::report::words::{
    finding_place, gap, one_line, place, resource, shown, subscription, symptom,
};

/// The head of the page, and what needs no script.
#[derive(Serialize)]
pub(super) struct Page {
    about: Vec<Fact>,
    tiles: Vec<Tile>,
    not_read: Vec<Missing>,
    findings: usize,
    not_evaluated: usize,
    suppressed: usize,
    since: Option<Compared>,
    lints: Vec<About>,
    data: String,
}

#[derive(Serialize)]
struct Fact {
    name: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Tile {
    name: &'static str,
    class: &'static str,
    count: usize,
    filter: bool,
}

/// What the findings are compared with, and what is found no more.
#[derive(Serialize)]
struct Compared {
    words: String,
    gone: Vec<Lost>,
}

#[derive(Serialize)]
struct Lost {
    lint: String,
    words: String,
}

#[derive(Serialize)]
struct Missing {
    words: String,
    names: Vec<String>,
}

#[derive(Serialize)]
struct About {
    id: &'static str,
    summary: &'static str,
    docs: String,
}

/// What the script builds on.
#[derive(Serialize)]
struct Data {
    group_by: &'static str,
    compared: bool,
    sources: Vec<String>,
    resources: Vec<Known>,
    gateways: Vec<Gateway>,
    findings: Vec<Entry>,
    not_evaluated: Vec<Open>,
    suppressed: Vec<Silenced>,
}

#[derive(Serialize)]
struct Known {
    name: String,
    subscription: Option<String>,
    link: Option<String>,
}

#[derive(Serialize)]
struct Gateway {
    name: String,
    whole: String,
    group: String,
    subscription: String,
    worst: &'static str,
    error: usize,
    warning: usize,
    note: usize,
    next: String,
}

#[derive(Serialize)]
struct Entry {
    severity: &'static str,
    confidence: &'static str,
    lint: &'static str,
    message: String,
    resource: Option<usize>,
    source: usize,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    new: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
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
    resource: Option<usize>,
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

/// The resources that are named, each once.
struct Resources<'a> {
    report: &'a Report,
    known: Vec<Known>,
    numbers: HashMap<&'a Subject, usize>,
}

impl<'a> Resources<'a> {
    fn number(&mut self, subject: Option<&'a Subject>) -> Option<usize> {
        let subject = subject?;
        let (report, known) = (self.report, &mut self.known);
        Some(*self.numbers.entry(subject).or_insert_with(|| {
            known.push(Known {
                name: resource(report, subject),
                subscription: subscription(report, subject).filter(|_| report.looked_at.is_some()),
                link: report.link(subject),
            });
            known.len() - 1
        }))
    }
}

impl Page {
    /// # Panics
    /// Never: all that the data has are strings and numbers.
    pub(super) fn of(report: &Report, group_by: Option<GroupBy>) -> Self {
        let data = Data::of(report, group_by);
        let about = overview::about(report);
        let gaps = report.looked_at.iter().flat_map(LookedAt::gaps_by_reason);
        Self {
            about: about.into_iter().map(|(name, value)| Fact { name, value }).collect(),
            tiles: tiles(report),
            not_read: gaps
                .map(|gaps| Missing {
                    words: gap(&gaps),
                    names: gaps.names.iter().map(|name| one_line(name)).collect(),
                })
                .collect(),
            findings: data.findings.len(),
            not_evaluated: data.not_evaluated.len(),
            suppressed: data.suppressed.len(),
            since: compared(report),
            lints: lints(report),
            // No text in the data ends the element that it stands in.
            data: serde_json::to_string(&data)
                .expect("strings and numbers are JSON")
                .replace('<', "\\u003c")
                .replace("##", "#\\u0023"),
        }
    }
}

impl Data {
    fn of(report: &Report, group_by: Option<GroupBy>) -> Self {
        let mut sources = Numbered::default();
        let mut resources = Resources { report, known: Vec::new(), numbers: HashMap::new() };
        let mut properties = Properties::of(report);
        let mut sorted: Vec<_> = shown(report).collect();
        sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let findings = sorted
            .into_iter()
            .map(|finding| {
                let source = sources.number(report.sources.name(finding.span.source));
                entry(report, finding, source, &mut resources, &mut properties)
            })
            .collect();
        let not_evaluated =
            report.not_evaluated.iter().map(|entry| open(report, entry, &mut resources)).collect();
        Self {
            group_by: group_by.map_or("", GroupBy::word),
            compared: report.since.is_some(),
            sources: sources.names,
            findings,
            not_evaluated,
            gateways: overview::gateways(report).iter().map(|row| gateway(report, row)).collect(),
            suppressed: report
                .findings
                .iter()
                .filter_map(|finding| silenced(report, finding))
                .collect(),
            resources: resources.known,
        }
    }
}

/// Names that are written once and meant by number.
#[derive(Default)]
struct Numbered {
    names: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Numbered {
    fn number(&mut self, name: &str) -> usize {
        if let Some(at) = self.numbers.get(name) {
            return *at;
        }
        self.numbers.insert(name.to_owned(), self.names.len());
        self.names.push(one_line(name));
        self.names.len() - 1
    }
}

fn compared(report: &Report) -> Option<Compared> {
    let since = report.since.as_ref()?;
    let gone = since.gone.iter().map(|gone| {
        let on = gone.resource.as_deref().map_or_else(String::new, |name| format!(" on {name}"));
        Lost { lint: one_line(&gone.lint), words: one_line(&format!("{on}: {}", gone.message)) }
    });
    Some(Compared { words: overview::since(report)?, gone: gone.collect() })
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

fn gateway(report: &Report, row: &overview::Row<'_>) -> Gateway {
    let subject = row.gateway;
    Gateway {
        name: one_line(&subject.name),
        whole: resource(report, subject),
        group: one_line(subject.resource_group().unwrap_or_default()),
        subscription: subscription(report, subject).unwrap_or_default(),
        worst: row.worst().map_or("", Severity::word),
        error: row.errors,
        warning: row.warnings,
        note: row.notes,
        next: row.next.map_or_else(String::new, |next| next.to_string()),
    }
}

fn entry<'a>(
    report: &'a Report,
    finding: &'a Finding,
    source: usize,
    resources: &mut Resources<'a>,
    properties: &mut Properties<'_>,
) -> Entry {
    let related = finding
        .related
        .iter()
        .map(|related| Step { message: one_line(&related.message), at: at(report, related.span) });
    Entry {
        severity: finding.severity.word(),
        confidence: confidence_word(finding.confidence),
        lint: finding.lint,
        message: one_line(&finding.message),
        resource: resources.number(finding.subject.as_ref()),
        source,
        new: finding.change == Some(Change::New),
        date: finding.date.map(|date| date.to_string()),
        at: At { place: finding_place(report, finding, properties), ..at(report, finding.span) },
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
    let command = if fix.applicability.is_safe() {
        "gatelint check --fix"
    } else {
        "gatelint check --fix --unsafe"
    };
    Remedy { title: one_line(&fix.title), safe: fix.applicability.is_safe(), command }
}

fn open<'a>(report: &'a Report, entry: &'a Unevaluated, resources: &mut Resources<'a>) -> Open {
    Open {
        lint: entry.lint,
        resource: resources.number(entry.subject.as_ref()),
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
fn lints(report: &Report) -> Vec<About> {
    let named = report.findings.iter().map(|finding| finding.lint);
    let named = named.chain(report.not_evaluated.iter().map(|entry| entry.lint));
    let lints: BTreeMap<_, _> =
        named.filter_map(|id| Some((id, crate::lints::find(id)?))).collect();
    lints
        .into_values()
        .map(|lint| About { id: lint.id, summary: lint.summary, docs: docs::html(lint.docs) })
        .collect()
}
