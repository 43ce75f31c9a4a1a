//! The JSON report, version 1; `docs/report.schema.json` describes it.

use arm_template::{Confidence, Span};
use serde::Serialize;

use crate::finding::{
    Change, Finding, Fix, LookedAt, PassedOver, Related, Report, Severity, Subject, Unevaluated,
};
use crate::lint::Lint;
use crate::source::{Position, Sources};

#[derive(Serialize)]
struct JsonDocument<'a> {
    version: u32,
    tool: JsonTool,
    findings: Vec<JsonFinding<'a>>,
    not_evaluated: Vec<JsonUnevaluated<'a>>,
    remarks: Vec<JsonRemark<'a>>,
    passed_over: Vec<JsonPassedOver<'a>>,
    nothing_checked: Option<&'a str>,
    checked: JsonChecked,
    summary: Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<JsonSince<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scan: Option<JsonScan<'a>>,
}

#[derive(Serialize)]
struct JsonSince<'a> {
    name: &'a str,
    new: usize,
    still_there: usize,
    gone: Vec<JsonGone<'a>>,
}

#[derive(Serialize)]
struct JsonGone<'a> {
    lint: &'a str,
    resource: Option<&'a str>,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonScan<'a> {
    at: String,
    identity: &'a str,
    endpoint: &'a str,
    scopes: &'a [String],
    subscriptions: Vec<JsonSubscription<'a>>,
    gateways: Vec<JsonSubject<'a>>,
    resources: usize,
    requests: usize,
    resource_graph_refusal: Option<&'a str>,
    not_read: Vec<JsonGap<'a>>,
}

#[derive(Serialize)]
struct JsonSubscription<'a> {
    id: &'a str,
    name: &'a str,
    gateways: usize,
}

#[derive(Serialize)]
struct JsonGap<'a> {
    kind: &'a str,
    name: &'a str,
    reason: &'a str,
    accepted: bool,
}

#[derive(Serialize)]
struct JsonTool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    lint: &'a str,
    url: Option<String>,
    severity: &'static str,
    confidence: &'static str,
    message: &'a str,
    resource: Option<JsonSubject<'a>>,
    location: JsonLocation<'a>,
    related: Vec<JsonRelated<'a>>,
    help: Option<&'a str>,
    symptoms: &'a [String],
    date: Option<String>,
    fixes: Vec<JsonFix<'a>>,
    fingerprint: &'a str,
    suppressed: Option<JsonSuppression<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<&'static str>,
}

#[derive(Serialize)]
struct JsonSubject<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    name: &'a str,
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    portal: Option<String>,
}

#[derive(Serialize)]
pub(super) struct JsonLocation<'a> {
    source: &'a str,
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
    offset: usize,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    message: &'a str,
    location: JsonLocation<'a>,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    applicability: &'static str,
    safe: bool,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    source: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct JsonSuppression<'a> {
    by: &'static str,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonUnevaluated<'a> {
    lint: &'a str,
    resource: Option<JsonSubject<'a>>,
    reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    location: Option<JsonLocation<'a>>,
}

#[derive(Serialize)]
struct JsonRemark<'a> {
    source: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonPassedOver<'a> {
    source: &'a str,
    reason: &'a str,
    missed: bool,
}

#[derive(Serialize)]
struct JsonChecked {
    sources: usize,
    gateways: usize,
    lints: usize,
}

#[derive(Serialize)]
struct Summary {
    error: usize,
    warning: usize,
    note: usize,
    not_evaluated: usize,
}

/// The JSON report, indented, with a line break at the end.
///
/// # Panics
/// Never: all that it prints are strings and numbers.
#[must_use]
pub fn json(report: &Report) -> String {
    let document = JsonDocument {
        version: 1,
        tool: JsonTool { name: "gatelint", version: env!("CARGO_PKG_VERSION") },
        findings: report
            .findings
            .iter()
            .map(|finding| finding_json(&report.sources, finding))
            .collect(),
        not_evaluated: report
            .not_evaluated
            .iter()
            .map(|entry| unevaluated_json(&report.sources, entry))
            .collect(),
        remarks: report
            .remarks
            .iter()
            .map(|remark| JsonRemark { source: &remark.source, message: &remark.message })
            .collect(),
        passed_over: report.passed_over.iter().map(passed_over_json).collect(),
        nothing_checked: report.nothing_checked.as_deref(),
        checked: JsonChecked {
            sources: report.checked.sources,
            gateways: report.checked.gateways,
            lints: report.checked.lints,
        },
        summary: Summary {
            error: report.count(Severity::Error),
            warning: report.count(Severity::Warning),
            note: report.count(Severity::Note),
            not_evaluated: report.not_evaluated.len(),
        },
        since: report.since.as_ref().map(|since| JsonSince {
            name: &since.name,
            new: report.changed(Change::New),
            still_there: report.changed(Change::Still),
            gone: since
                .gone
                .iter()
                .map(|gone| JsonGone {
                    lint: &gone.lint,
                    resource: gone.resource.as_deref(),
                    message: &gone.message,
                })
                .collect(),
        }),
        scan: report.looked_at.as_ref().map(|looked| scan_json(report, looked)),
    };
    let mut text = serde_json::to_string_pretty(&document).expect("strings and numbers are JSON");
    text.push('\n');
    text
}

/// One finding as the JSON report has it.
///
/// # Panics
/// Never: all that it has are strings and numbers.
pub(crate) fn finding_value(report: &Report, finding: &Finding) -> serde_json::Value {
    serde_json::to_value(finding_json(&report.sources, finding))
        .expect("strings and numbers are JSON")
}

/// What was not evaluated, as the JSON report has it.
///
/// # Panics
/// Never: all that it has are strings and numbers.
pub(crate) fn unevaluated_value(sources: &Sources, entry: &Unevaluated) -> serde_json::Value {
    serde_json::to_value(unevaluated_json(sources, entry)).expect("strings and numbers are JSON")
}

fn finding_json<'a>(sources: &'a Sources, finding: &'a Finding) -> JsonFinding<'a> {
    JsonFinding {
        lint: finding.lint,
        url: crate::lints::find(finding.lint).map(Lint::url),
        severity: finding.severity.word(),
        confidence: confidence_word(finding.confidence),
        message: &finding.message,
        resource: finding.subject.as_ref().map(subject_json),
        location: location(sources, finding.span),
        related: finding.related.iter().map(|related| related_json(sources, related)).collect(),
        help: finding.help.as_deref(),
        symptoms: &finding.symptoms,
        date: finding.date.map(|date| date.to_string()),
        fixes: finding
            .fixes
            .iter()
            .filter(|_| finding.shows_edits())
            .map(|fix| fix_json(sources, fix))
            .collect(),
        fingerprint: &finding.fingerprint,
        suppressed: finding.suppressed.as_ref().map(|suppression| JsonSuppression {
            by: suppression.by.word(),
            reason: suppression.reason.as_deref(),
        }),
        change: finding.change.map(|change| match change {
            Change::New => "new",
            Change::Still => "still_there",
        }),
    }
}

fn related_json<'a>(sources: &'a Sources, related: &'a Related) -> JsonRelated<'a> {
    JsonRelated { message: &related.message, location: location(sources, related.span) }
}

fn fix_json<'a>(sources: &'a Sources, fix: &'a Fix) -> JsonFix<'a> {
    let edits = fix.edits.iter().map(|edit| {
        let (start, end) = sources.positions(edit.span);
        JsonEdit {
            source: sources.name(edit.span.source),
            start: start.offset,
            end: end.offset,
            text: &edit.text,
        }
    });
    JsonFix {
        title: &fix.title,
        applicability: fix.applicability.word(),
        safe: fix.applicability.is_safe(),
        edits: edits.collect(),
    }
}

fn unevaluated_json<'a>(sources: &'a Sources, entry: &'a Unevaluated) -> JsonUnevaluated<'a> {
    JsonUnevaluated {
        lint: entry.lint,
        resource: entry.subject.as_ref().map(subject_json),
        reason: &entry.reason,
        help: entry.remedy.as_deref(),
        location: entry.span.map(|span| location(sources, span)),
    }
}

fn passed_over_json(passed: &PassedOver) -> JsonPassedOver<'_> {
    JsonPassedOver { source: &passed.source, reason: &passed.reason, missed: passed.missed }
}

fn subject_json(subject: &Subject) -> JsonSubject<'_> {
    JsonSubject {
        kind: &subject.kind,
        name: &subject.name,
        id: subject.id.as_deref(),
        portal: None,
    }
}

fn scan_json<'a>(report: &'a Report, looked: &'a LookedAt) -> JsonScan<'a> {
    JsonScan {
        at: looked.at.to_string(),
        identity: &looked.identity,
        endpoint: &looked.endpoint,
        scopes: &looked.scopes,
        subscriptions: looked
            .subscriptions
            .iter()
            .map(|seen| JsonSubscription {
                id: &seen.id,
                name: &seen.name,
                gateways: seen.gateways,
            })
            .collect(),
        gateways: report
            .gateways
            .iter()
            .map(|gateway| JsonSubject { portal: report.link(gateway), ..subject_json(gateway) })
            .collect(),
        resources: looked.resources,
        requests: looked.requests,
        resource_graph_refusal: looked.refusal.as_deref(),
        not_read: looked
            .gaps
            .iter()
            .map(|gap| JsonGap {
                kind: gap.kind(),
                name: gap.name(),
                reason: &gap.why,
                accepted: gap.accepted,
            })
            .collect(),
    }
}

fn location(sources: &Sources, span: Span) -> JsonLocation<'_> {
    let (start, end) = sources.positions(span);
    JsonLocation { source: sources.name(span.source), start: start.into(), end: end.into() }
}

impl From<Position> for Point {
    fn from(position: Position) -> Self {
        Self { line: position.line, column: position.column, offset: position.offset }
    }
}

/// The word for a confidence: `high`, `medium` or `low`.
pub(super) fn confidence_word(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}
