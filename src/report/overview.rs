//! What the report of a scan or of many gateways begins with: what was looked at, each gateway with its worst finding, each lint with its count.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use super::words::{counted, one_line, resource, shown};
use crate::console::Look;
use crate::finding::{Change, Report, Severity, Subject};
use jiff::civil::Date;

/// More gateways than these are counted, unless all are asked for.
const MANY: usize = 40;

/// A gateway, and how many findings of each severity are about it.
pub(super) struct Row<'a> {
    pub(super) gateway: &'a Subject,
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) notes: usize,
    /// The next day on which something of it ends.
    pub(super) next: Option<Date>,
}

impl Row<'_> {
    /// The worst severity.
    pub(super) fn worst(&self) -> Option<Severity> {
        match (self.errors, self.warnings, self.notes) {
            (0, 0, 0) => None,
            (0, 0, _) => Some(Severity::Note),
            (0, _, _) => Some(Severity::Warning),
            _ => Some(Severity::Error),
        }
    }

    fn counts(&self) -> String {
        let said = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let said: Vec<_> = said
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| counted(count, word))
            .collect();
        let said = if said.is_empty() { "clean".to_owned() } else { said.join(", ") };
        match self.next {
            Some(next) => format!("{said}; next date {next}"),
            None => said,
        }
    }
}

/// So many gateways want a list of them before their findings.
const SEVERAL: usize = 5;

/// Whether the report begins with its gateways and lints: it is of a scan, or of many gateways.
pub(super) fn is_wanted(report: &Report) -> bool {
    report.looked_at.is_some() || report.gateways.len() >= SEVERAL
}

/// What became of the findings since another report, in a line.
pub(super) fn since(report: &Report) -> Option<String> {
    let since = report.since.as_ref()?;
    Some(format!(
        "since {}: {} new, {} still there, {} gone",
        one_line(&since.name),
        report.changed(Change::New),
        report.changed(Change::Still),
        since.gone.len()
    ))
}

/// The gateways that were checked, those with the worst findings first.
pub(super) fn gateways(report: &Report) -> Vec<Row<'_>> {
    let key = |subject: &Subject| {
        let id = subject.id.as_deref().unwrap_or(&subject.name);
        (subject.kind.to_lowercase(), id.to_lowercase())
    };
    let mut at: HashMap<(String, String), usize> = HashMap::new();
    let mut rows: Vec<Row<'_>> = Vec::new();
    for gateway in &report.gateways {
        at.entry(key(gateway)).or_insert_with(|| {
            rows.push(Row { gateway, errors: 0, warnings: 0, notes: 0, next: None });
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
pub(super) fn about(report: &Report) -> Vec<(&'static str, String)> {
    let Some(looked) = &report.looked_at else { return Vec::new() };
    let scope = if looked.scopes.is_empty() {
        "everything that the identity sees".to_owned()
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
        let words = format!("refused, lists were read instead: {}", one_line(refusal));
        facts.push(("Resource Graph", words));
    }
    if let Some(folder) = &looked.saved {
        facts.push(("Saved in", one_line(folder)));
    }
    facts
}

/// The beginning of the text report of a scan.
pub(super) fn text(report: &Report, look: Look, verbose: bool) -> String {
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
    for row in faulty.iter().take(most) {
        say(&format!("{}: {}", resource(report, row.gateway), row.counts()));
    }
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
