//! What the report of a scan or of many gateways begins with: what was looked at, each gateway with its worst finding, each lint with its count.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use super::words::{kind, one_line, resource, shown, subscription};
use crate::console::{Look, wrap};
use crate::counts::{counted, grouped};
use crate::finding::{Change, Report, Severity, Subject};
use jiff::civil::Date;

/// More gateways than these are counted, unless all are asked for.
const MANY: usize = 40;

/// A gateway, and how many findings of each severity are about it.
pub(crate) struct GatewayCounts<'a> {
    pub(crate) gateway: &'a Subject,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) notes: usize,
    /// The next day on which something of it ends.
    pub(crate) next: Option<Date>,
}

impl GatewayCounts<'_> {
    /// The worst severity.
    pub(crate) fn worst(&self) -> Option<Severity> {
        match (self.errors, self.warnings, self.notes) {
            (0, 0, 0) => None,
            (0, 0, _) => Some(Severity::Note),
            (0, _, _) => Some(Severity::Warning),
            _ => Some(Severity::Error),
        }
    }
}

/// So many gateways want a list of them before their findings.
const SEVERAL: usize = 5;

/// Whether the report begins with its gateways and lints: it is of a scan, or of many gateways.
pub(crate) fn is_wanted(report: &Report) -> bool {
    report.looked_at.is_some() || report.gateways.len() >= SEVERAL
}

/// What became of the findings since another report, in a line.
pub(crate) fn since(report: &Report) -> Option<String> {
    let since = report.since.as_ref()?;
    Some(format!(
        "since {}: {} new, {} unchanged, {} gone",
        one_line(&since.name),
        grouped(report.changed(Change::New)),
        grouped(report.changed(Change::Still)),
        grouped(since.gone.len())
    ))
}

/// The gateways that were checked, those with the worst findings first.
pub(crate) fn gateways(report: &Report) -> Vec<GatewayCounts<'_>> {
    let key = |subject: &Subject| {
        let id = subject.id.as_deref().unwrap_or(&subject.name);
        (subject.kind.to_lowercase(), id.to_lowercase())
    };
    let mut at: HashMap<(String, String), usize> = HashMap::new();
    let mut rows: Vec<GatewayCounts<'_>> = Vec::new();
    for gateway in &report.gateways {
        at.entry(key(gateway)).or_insert_with(|| {
            rows.push(GatewayCounts { gateway, errors: 0, warnings: 0, notes: 0, next: None });
            rows.len() - 1
        });
    }
    for finding in shown(report) {
        let row = finding.subject.as_ref().and_then(|subject| at.get(&key(subject)));
        let Some(row) = row.map(|at| &mut rows[*at]) else { continue };
        // The severity says what is past.
        if let Some(date) = finding.date.filter(|date| *date >= report.today) {
            row.next = Some(row.next.map_or(date, |next| next.min(date)));
        }
        match finding.severity {
            Severity::Error => row.errors += 1,
            Severity::Warning => row.warnings += 1,
            Severity::Note => row.notes += 1,
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse((row.errors, row.warnings, row.notes)));
    rows
}

/// When, as whom and where was scanned, each with its name.
pub(crate) fn about(report: &Report) -> Vec<(&'static str, String)> {
    let Some(looked) = &report.looked_at else { return Vec::new() };
    let scope = if looked.scopes.is_empty() {
        "everything that the identity can read".to_owned()
    } else {
        looked.scopes.join("; ")
    };
    let mut facts = vec![
        ("Scanned", format!("{}", looked.at.strftime("%Y-%m-%d %H:%M UTC"))),
        ("As", one_line(&looked.identity)),
        ("At", one_line(&looked.endpoint)),
        ("Scope", one_line(&scope)),
        (
            "Read",
            format!(
                "{}, {}, {}, with {}",
                counted(looked.subscriptions.len(), "subscription"),
                counted(report.checked.gateways, "gateway"),
                counted(looked.resources, "resource"),
                counted(looked.requests, "request")
            ),
        ),
    ];
    if let Some(refusal) = &looked.refusal {
        let words = format!("rejected the query, lists were read instead: {}", one_line(refusal));
        facts.push(("Resource Graph", words));
    }
    if let Some(folder) = &looked.saved {
        facts.push(("Saved in", one_line(folder)));
    }
    facts
}

/// The gateways in lines: counts and dates below each other, the names behind them.
fn table(report: &Report, rows: &[&GatewayCounts<'_>], look: Look) -> Vec<String> {
    let Some(first) = rows.first() else { return Vec::new() };
    let is_one_kind = rows.iter().all(|row| row.gateway.kind == first.gateway.kind);
    let names: Vec<String> =
        rows.iter().map(|row| name(report, row.gateway, !is_one_kind)).collect();
    let has_dates = rows.iter().any(|row| row.next.is_some());
    let date = |text: &str| if has_dates { format!("{text:<10}  ") } else { String::new() };
    let has_groups = names.iter().any(|name| name.contains(", "));
    let head = if has_groups { "gateway, resource group, subscription" } else { "gateway" };
    let mut lines =
        vec![look.folded(&format!("errors  warnings  notes  {}{head}", date("next date")))];
    for (row, name) in rows.iter().zip(names) {
        let next = row.next.map_or_else(String::new, |next| next.to_string());
        let [errors, warnings, notes] = [row.errors, row.warnings, row.notes].map(grouped);
        let lead = format!("{errors:>6}  {warnings:>8}  {notes:>5}  {}", date(&next));
        lines.push(match look.width {
            Some(width) => wrap(&name, width, &lead, &" ".repeat(lead.len())),
            None => lead + &name,
        });
    }
    lines
}

/// The name of a gateway among others in a table, with where it is when the name alone could be mistaken.
fn name(report: &Report, gateway: &Subject, with_kind: bool) -> String {
    let kind = if with_kind { format!("{} ", kind(gateway)) } else { String::new() };
    let mut parts = vec![format!("{kind}{}", one_line(&gateway.name))];
    if report.is_ambiguous(gateway) {
        parts.extend(gateway.resource_group().map(one_line));
        parts.extend(subscription(report, gateway));
    }
    parts.join(", ")
}

/// The beginning of the text report of a scan.
pub(crate) fn text(report: &Report, look: Look, verbose: bool) -> String {
    let mut out = String::new();
    let mut say = |line: &str| {
        let _ = writeln!(out, "{}", look.folded(line));
    };
    let about = about(report);
    for (name, value) in &about {
        say(&format!("{name}: {value}"));
    }
    if !about.is_empty() {
        say("");
    }
    let rows = gateways(report);
    let (faulty, clean): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.worst().is_some());
    let most = if verbose { usize::MAX } else { MANY };
    for line in table(report, &faulty[..faulty.len().min(most)], look) {
        let _ = writeln!(out, "{line}");
    }
    let mut say = |line: &str| {
        let _ = writeln!(out, "{}", look.folded(line));
    };
    if faulty.len() > most {
        let more = counted(faulty.len() - most, "more gateway");
        say(&format!("{more} with findings; --verbose lists all"));
    }
    if clean.len() <= most {
        for row in &clean {
            say(&format!("{}: clean", resource(report, row.gateway)));
        }
    } else {
        say(&format!("{} without findings; --verbose lists all", counted(clean.len(), "gateway")));
    }
    let mut lints: BTreeMap<(std::cmp::Reverse<Severity>, &str), usize> = BTreeMap::new();
    for finding in shown(report) {
        *lints.entry((std::cmp::Reverse(finding.severity), finding.lint)).or_default() += 1;
    }
    if !lints.is_empty() {
        say("");
    }
    for ((severity, lint), count) in lints {
        say(&format!("{}[{lint}]: {}", severity.0.word(), counted(count, "finding")));
    }
    say("");
    out
}
