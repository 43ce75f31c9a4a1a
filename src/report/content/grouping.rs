//! Findings in groups, and those that differ in nothing but their resource as one.

use std::cmp::Reverse;
use std::collections::HashMap;

use clap::ValueEnum;

use super::overview;
use super::words::{one_line, resource, shown, subscription};
use crate::counts::{counted, grouped};
use crate::finding::{Change, Finding, Report, Severity};

/// So many findings that say the same are shown as one.
const FOLDED: usize = 3;

/// What findings are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum)]
pub enum GroupBy {
    /// The gateway or other resource that they are about
    Gateway,
    /// The lint that found them
    Lint,
    /// The subscription that the resource is in
    Subscription,
    /// The file that they are written in
    File,
}

impl GroupBy {
    /// The word for it, as the command line takes it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Lint => "lint",
            Self::Subscription => "subscription",
            Self::File => "file",
        }
    }

    /// What a finding is grouped under.
    fn heading(self, report: &Report, finding: &Finding) -> String {
        let file = || one_line(report.sources.name(finding.span.source));
        let subject = finding.subject.as_ref();
        match self {
            Self::Gateway => subject.map_or_else(file, |subject| resource(report, subject)),
            Self::Lint => finding.lint.to_owned(),
            Self::Subscription => {
                subject.and_then(|subject| subscription(report, subject)).map_or_else(
                    || "unknown subscription".to_owned(),
                    |name| format!("subscription {name}"),
                )
            }
            Self::File => file(),
        }
    }
}

/// Findings that belong together.
pub(crate) struct Group<'a> {
    /// What they have in common; empty when nothing was asked for.
    pub(crate) heading: String,
    /// The findings.
    pub(crate) findings: Vec<&'a Finding>,
}

impl Group<'_> {
    /// The heading with the counts.
    pub(crate) fn title(&self) -> String {
        let count = |severity: Severity| {
            self.findings.iter().filter(|finding| finding.severity == severity).count()
        };
        let said: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
            .into_iter()
            .map(|severity| (count(severity), severity.word()))
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| counted(count, word))
            .collect();
        format!("{}: {}", self.heading, said.join(", "))
    }
}

/// The findings in the order in which they are shown: in groups, and what is new before what was there already.
pub(crate) fn ordered(report: &Report, by: Option<GroupBy>) -> Vec<Group<'_>> {
    let mut findings: Vec<_> = shown(report).collect();
    findings.sort_by_key(|finding| finding.change == Some(Change::Still));
    groups(report, findings, by)
}

/// The findings in groups: gateways in the order of the overview, all others with the worst first. Without anything to
/// group by they are one group.
fn groups<'a>(report: &Report, findings: Vec<&'a Finding>, by: Option<GroupBy>) -> Vec<Group<'a>> {
    let Some(by) = by else {
        return vec![Group { heading: String::new(), findings }];
    };
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Group<'a>> = Vec::new();
    for finding in findings {
        let heading = by.heading(report, finding);
        let at = *places.entry(heading).or_insert_with_key(|heading| {
            groups.push(Group { heading: heading.clone(), findings: Vec::new() });
            groups.len() - 1
        });
        groups[at].findings.push(finding);
    }
    let order: HashMap<String, usize> = match by {
        GroupBy::Gateway => overview::gateways(report)
            .into_iter()
            .enumerate()
            .map(|(at, row)| (resource(report, row.gateway), at))
            .collect(),
        _ => HashMap::new(),
    };
    groups.sort_by_cached_key(|group| {
        let place = order.get(&group.heading).copied().unwrap_or(usize::MAX);
        let worst = group.findings.iter().map(|finding| finding.severity).max();
        (place, Reverse(worst), Reverse(group.findings.len()), group.heading.clone())
    });
    groups
}

/// A finding, and others that say the same of other resources.
pub(crate) struct Folded<'a> {
    /// The first of them.
    pub(crate) finding: &'a Finding,
    /// The others.
    pub(crate) others: Vec<&'a Finding>,
}

/// The findings, those that say the same of several resources as one when `fold` asks for it.
pub(crate) fn folded<'a>(findings: &[&'a Finding], fold: bool) -> Vec<Folded<'a>> {
    let alone = |finding: &'a Finding| Folded { finding, others: Vec::new() };
    if !fold {
        return findings.iter().copied().map(alone).collect();
    }
    let keys: Vec<_> = findings.iter().map(|finding| words(finding)).collect();
    let mut same: HashMap<_, Vec<&'a Finding>> = HashMap::new();
    for (finding, key) in findings.iter().zip(&keys) {
        same.entry(key).or_default().push(finding);
    }
    let mut out = Vec::new();
    for (finding, key) in findings.iter().zip(&keys) {
        match same.get(key).map(Vec::len) {
            Some(count) if count >= FOLDED => {
                let mut all = same.remove(key).unwrap_or_default().into_iter();
                let first = all.next().unwrap_or(finding);
                out.push(Folded { finding: first, others: all.collect() });
            }
            Some(_) => out.push(alone(finding)),
            // It stands behind the first of its kind.
            None => {}
        }
    }
    out
}

/// What two findings have in common when they are equal but for the resource.
fn words(finding: &Finding) -> (&'static str, Severity, String, Option<String>) {
    let name = finding.subject.as_ref().map(|subject| subject.name.as_str());
    let plain = |text: &str| match name.filter(|name| name.len() > 2) {
        Some(name) => text.replace(name, "\u{0}"),
        None => text.to_owned(),
    };
    (finding.lint, finding.severity, plain(&finding.message), finding.help.as_deref().map(plain))
}

/// More places than these are counted.
const NAMED: usize = 8;

/// Where the others of a folded finding are.
pub(crate) fn others(report: &Report, folded: &Folded<'_>) -> Option<String> {
    if folded.others.is_empty() {
        return None;
    }
    let name = |finding: &&Finding| match &finding.subject {
        Some(subject) => resource(report, subject),
        None => super::words::place(report, finding.span),
    };
    let mut names: Vec<String> = folded.others.iter().map(name).collect();
    names.dedup();
    let count = folded.others.len();
    let shown = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join("; ");
    let rest = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        rest => format!("; and {} more (--verbose shows each)", grouped(rest)),
    };
    Some(format!("{}: {shown}{rest}", counted(count, "more finding")))
}
