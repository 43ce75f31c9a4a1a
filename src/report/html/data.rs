//! The data that the page's script builds on. Texts are written once and meant by number: a tenant has the same words
//! thousands of times.

use std::collections::HashMap;

use arm_template::Span;
use serde::Serialize;

use crate::finding::{Change, Finding, Fix, Report, Severity, Subject, SuppressedBy, Unevaluated};
use crate::report::content::grouping::GroupBy;
use crate::report::content::overview;
use crate::report::content::property::Properties;
use crate::report::content::snippet::excerpt;
use crate::report::content::words::{
    kind, one_line, place, shown, subscription, symptom, whereabouts,
};
use crate::report::json::confidence_word;

/// The number of a text in `Data::texts`.
type TextNumber = usize;

/// What the script builds on.
#[derive(Serialize)]
pub(super) struct Data {
    group_by: &'static str,
    compared: bool,
    live: bool,
    /// The folder that a scan was saved in.
    saved: Option<String>,
    texts: Vec<String>,
    resources: Vec<ResourceRow>,
    gateways: Vec<GatewayRow>,
    words: Vec<FindingWords>,
    pub(super) findings: Vec<FindingRow>,
    not_evaluated: Vec<Reason>,
    /// What stands behind each reason, told apart because nobody needs it until it is opened.
    #[serde(skip)]
    pub(super) open: Vec<Vec<Open>>,
    pub(super) suppressed: Vec<Silenced>,
}

/// Kind, name, what tells it from its namesakes, resource group, subscription, and the two halves of its link.
#[derive(Serialize)]
struct ResourceRow(
    TextNumber,
    TextNumber,
    TextNumber,
    TextNumber,
    TextNumber,
    Option<(TextNumber, TextNumber)>,
);

/// The number of its resource; the worst severity, errors, warnings, notes, and the next date.
#[derive(Serialize)]
struct GatewayRow(usize, &'static str, usize, usize, usize, String);

/// What findings on many resources have in common.
#[derive(Serialize, PartialEq, Eq, Hash, Clone)]
struct FindingWords {
    severity: &'static str,
    confidence: &'static str,
    lint: &'static str,
    message: String,
    new: bool,
    date: Option<String>,
    help: Option<String>,
    symptoms: Vec<String>,
    fixes: Vec<Remedy>,
}

/// Number of its words, of its resource, the property, the place, and the way that the value came.
#[derive(Serialize)]
pub(super) struct FindingRow(usize, Option<usize>, TextNumber, At, Vec<(TextNumber, At)>);

/// Source, line and column (a byte where there are no lines); and the line: before, in, and after the place.
/// Without a line where the value is all that is shown.
#[derive(Serialize)]
struct At(TextNumber, usize, usize, Option<(Option<TextNumber>, TextNumber, TextNumber)>);

#[derive(Serialize, PartialEq, Eq, Hash, Clone)]
struct Remedy {
    title: String,
    safe: bool,
    command: &'static str,
}

/// Why checks were not evaluated, what can be done about it, and how many they are.
#[derive(Serialize)]
struct Reason(TextNumber, Option<TextNumber>, usize);

/// Lint, resource, and source, line and column.
#[derive(Serialize)]
pub(super) struct Open(TextNumber, Option<usize>, Option<(TextNumber, usize, usize)>);

#[derive(Serialize)]
pub(super) struct Silenced {
    lint: &'static str,
    message: String,
    place: String,
    by: &'static str,
    reason: Option<String>,
}

/// Things that are written once and meant by number.
struct Numbered<T> {
    list: Vec<T>,
    numbers: HashMap<T, usize>,
}

impl<T: Clone + Eq + std::hash::Hash> Numbered<T> {
    fn new() -> Self {
        Self { list: Vec::new(), numbers: HashMap::new() }
    }

    fn number(&mut self, thing: T) -> usize {
        if let Some(at) = self.numbers.get(&thing) {
            return *at;
        }
        self.list.push(thing.clone());
        self.numbers.insert(thing, self.list.len() - 1);
        self.list.len() - 1
    }
}

/// What is collected while the findings are gone through.
struct Collected<'a> {
    report: &'a Report,
    texts: Numbered<String>,
    words: Numbered<FindingWords>,
    known: Vec<ResourceRow>,
    subjects: HashMap<&'a Subject, usize>,
    properties: Properties<'a>,
}

impl Data {
    pub(super) fn of(report: &Report, group_by: Option<GroupBy>) -> Self {
        let mut collected = Collected {
            report,
            texts: Numbered::new(),
            words: Numbered::new(),
            known: Vec::new(),
            subjects: HashMap::new(),
            properties: Properties::of(report),
        };
        let mut sorted: Vec<_> = shown(report).collect();
        sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let findings = sorted.into_iter().map(|finding| collected.finding(finding)).collect();
        let (not_evaluated, open) = collected.by_reason();
        let gateways =
            overview::gateways(report).iter().map(|row| collected.gateway(row)).collect();
        let suppressed = report.findings.iter().filter_map(|finding| silenced(report, finding));
        Self {
            group_by: group_by.map_or("", GroupBy::word),
            compared: report.since.is_some(),
            live: report.looked_at.is_some(),
            saved: report.looked_at.as_ref().and_then(|looked| {
                Some(one_line(looked.saved.as_deref()?).trim_end_matches('/').to_owned())
            }),
            findings,
            not_evaluated,
            open,
            gateways,
            suppressed: suppressed.collect(),
            texts: collected.texts.list,
            resources: collected.known,
            words: collected.words.list,
        }
    }
}

impl<'a> Collected<'a> {
    fn text(&mut self, text: &str) -> TextNumber {
        self.texts.number(one_line(text))
    }

    fn resource(&mut self, subject: &'a Subject) -> usize {
        if let Some(at) = self.subjects.get(subject) {
            return *at;
        }
        let report = self.report;
        let known = ResourceRow(
            self.text(&kind(subject)),
            self.text(&subject.name),
            self.text(&whereabouts(report, subject)),
            self.text(subject.resource_group().unwrap_or_default()),
            self.text(&subscription(report, subject).unwrap_or_default()),
            report.link(subject).map(|link| {
                let at = link.to_lowercase().find("/providers/").unwrap_or(link.len());
                (self.text(&link[..at]), self.text(&link[at..]))
            }),
        );
        self.known.push(known);
        self.subjects.insert(subject, self.known.len() - 1);
        self.known.len() - 1
    }

    fn gateway(&mut self, row: &overview::GatewayCounts<'a>) -> GatewayRow {
        GatewayRow(
            self.resource(row.gateway),
            row.worst().map_or("", Severity::word),
            row.errors,
            row.warnings,
            row.notes,
            row.next.map_or_else(String::new, |next| next.to_string()),
        )
    }

    fn finding(&mut self, finding: &'a Finding) -> FindingRow {
        let words = FindingWords {
            severity: finding.severity.word(),
            confidence: confidence_word(finding.confidence),
            lint: finding.lint,
            message: one_line(&finding.message),
            new: finding.change == Some(Change::New),
            date: finding.date.map(|date| date.to_string()),
            help: finding.help.as_deref().map(one_line),
            symptoms: finding.symptoms.iter().map(|code| one_line(&symptom(code))).collect(),
            fixes: finding.fixes.iter().map(remedy).collect(),
        };
        let way = self.properties.at(finding.span, finding.subject.as_ref());
        let related = finding.related.iter();
        FindingRow(
            self.words.number(words),
            finding.subject.as_ref().map(|subject| self.resource(subject)),
            self.text(&way.unwrap_or_default()),
            self.at(finding.span),
            related.map(|step| (self.text(&step.message), self.at(step.span))).collect(),
        )
    }

    fn at(&mut self, span: Span) -> At {
        let report = self.report;
        let source = report.sources.get(span.source);
        let start = report.sources.position(span.source, span.start);
        let text = self.text(&source.name);
        if source.binary.is_some() || source.text.is_empty() {
            return At(text, 0, start.offset, None);
        }
        let line = excerpt(report, span).map(|shown| {
            let marked = &shown.text[shown.place.clone()];
            let after = &shown.text[shown.place.end..];
            // An answer is one line of thousands of resources: what stands beside the value says nothing.
            if report.looked_at.is_some() && shown.cut {
                let after = if after == "..." { after } else { "" };
                return (
                    None,
                    self.texts.number(marked.to_owned()),
                    self.texts.number(after.to_owned()),
                );
            }
            // Indentation would push the place out of sight on a narrow screen.
            let before = shown.text[..shown.place.start].trim_start();
            (
                Some(self.texts.number(before.to_owned())),
                self.texts.number(marked.to_owned()),
                self.texts.number(after.to_owned()),
            )
        });
        At(text, start.line, start.column, line)
    }

    /// What was not evaluated under its reasons, in the order of the first of each.
    fn by_reason(&mut self) -> (Vec<Reason>, Vec<Vec<Open>>) {
        let mut reasons: Numbered<(TextNumber, Option<TextNumber>)> = Numbered::new();
        let mut open: Vec<Vec<Open>> = Vec::new();
        let report = self.report;
        for entry in &report.not_evaluated {
            let remedy = entry.remedy.as_deref().map(|remedy| self.text(remedy));
            let at = reasons.number((self.text(&entry.reason), remedy));
            open.resize_with(reasons.list.len(), Vec::new);
            let entry = self.open(entry);
            open[at].push(entry);
        }
        let counted = reasons.list.into_iter().zip(&open);
        let reasons = counted.map(|((reason, remedy), of)| Reason(reason, remedy, of.len()));
        (reasons.collect(), open)
    }

    fn open(&mut self, entry: &'a Unevaluated) -> Open {
        Open(
            self.text(entry.lint),
            entry.subject.as_ref().map(|subject| self.resource(subject)),
            entry.span.map(|span| {
                let At(source, line, column, _) = self.at(span);
                (source, line, column)
            }),
        )
    }
}

fn remedy(fix: &Fix) -> Remedy {
    let safe = fix.applicability.is_safe();
    let command = if safe { "gatelint check --fix" } else { "gatelint check --fix --unsafe" };
    Remedy { title: one_line(&fix.title), safe, command }
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
