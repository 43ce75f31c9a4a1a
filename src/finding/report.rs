//! The report of a run: all that was found, what could not be evaluated, and what was passed over.

use std::collections::{HashMap, HashSet};
use std::fmt;

use arm_template::Span;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::fault::{Change, Finding};
use super::looked_at::LookedAt;
use super::severity::Severity;
use super::subject::Subject;
use super::surroundings::Surroundings;
use crate::source::Sources;

/// What the report is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// The folder or file that was named.
    pub name: String,
    /// What was found then and is found no more.
    pub gone: Vec<Gone>,
}

/// A finding of an earlier report that is found no more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gone {
    /// The id of the lint.
    pub lint: String,
    /// The name of the resource.
    pub resource: Option<String>,
    /// The fault as it was said then.
    pub message: String,
}

/// A lint that could not decide about a resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Unevaluated {
    /// The id of the lint.
    pub lint: &'static str,
    /// The resource.
    pub subject: Option<Subject>,
    /// Why.
    pub reason: String,
    /// What would make it decidable.
    pub remedy: Option<String>,
    /// The value that is not known.
    pub span: Option<Span>,
}

/// How much was checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Sources that were understood.
    pub sources: usize,
    /// Virtual network gateways in them.
    pub gateways: usize,
    /// Lints that were run.
    pub lints: usize,
}

/// A file of a folder that was not checked, and why. Not a fault.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PassedOver {
    /// The name of the source.
    pub source: String,
    /// Why.
    pub reason: String,
    /// Whether it would have been checked if it could be read.
    pub missed: bool,
}

/// What has to be known of an input before its findings are read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// The name of the source.
    pub source: String,
    /// The sentence: lower case, no full stop.
    pub message: String,
}

/// What comparing with a baseline came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BaselineUse {
    /// Findings that the baseline knows.
    pub known: usize,
    /// Entries of the baseline that are found no more.
    pub gone: usize,
}

/// All that a run found.
#[derive(Debug, Default)]
pub struct Report {
    /// The texts that the places point into.
    pub sources: Sources,
    /// Stretches of the texts that no report may show: shared keys, RADIUS secrets, private keys. Sorted, and apart from
    /// each other.
    pub secrets: Vec<Span>,
    /// The findings, sorted.
    pub findings: Vec<Finding>,
    /// What could not be evaluated, sorted.
    pub not_evaluated: Vec<Unevaluated>,
    /// What was passed over, sorted.
    pub passed_over: Vec<PassedOver>,
    /// What has to be known of the inputs first, sorted.
    pub remarks: Vec<Remark>,
    /// Why nothing was checked, and what to do, when that is so.
    pub nothing_checked: Option<String>,
    /// How much was checked.
    pub checked: Checked,
    /// Whether an input could not be read.
    pub unreadable: bool,
    /// What a baseline made of the findings, when there was one.
    pub baseline: Option<BaselineUse>,
    /// What the findings are compared with, when they are.
    pub since: Option<Since>,
    /// The day for which the report is made.
    pub today: Date,
    /// How many findings were fixed before this report was made.
    pub fixed: usize,
    /// The gateways that were checked.
    pub gateways: Vec<Subject>,
    /// What lies around those of them whose virtual network is in the input.
    pub surroundings: Vec<Surroundings>,
    /// What a scan looked at.
    pub looked_at: Option<LookedAt>,
    /// The kinds and names that several resources share; set by [`Report::finish`].
    pub twins: HashSet<(String, String)>,
}

impl Report {
    /// Whether the name alone could be mistaken for another resource: it was read live, or another one has the same.
    #[must_use]
    pub fn is_ambiguous(&self, subject: &Subject) -> bool {
        self.looked_at.is_some()
            || self.twins.contains(&(subject.kind.to_lowercase(), subject.name.to_lowercase()))
    }

    /// The address that shows a resource in Azure's portal, when it was read live.
    #[must_use]
    pub fn link(&self, subject: &Subject) -> Option<String> {
        let portal = self.looked_at.as_ref()?.portal()?;
        let id = subject.id.as_deref()?;
        // What is put into an address has to be one.
        let plain = |letter: char| letter.is_ascii_graphic() && !"\"<>\\^`{|}%".contains(letter);
        id.chars().all(plain).then(|| format!("{portal}/#resource{id}"))
    }

    fn find_twins(&mut self) {
        let mut ids: HashMap<(String, String), &str> = HashMap::new();
        let of_findings = self.findings.iter().filter_map(|finding| finding.subject.as_ref());
        let of_others = self.not_evaluated.iter().filter_map(|entry| entry.subject.as_ref());
        let mut twins = HashSet::new();
        for subject in self.gateways.iter().chain(of_findings).chain(of_others) {
            let Some(id) = subject.id.as_deref() else { continue };
            let name = (subject.kind.to_lowercase(), subject.name.to_lowercase());
            let first = ids.entry(name.clone()).or_insert(id);
            if !first.eq_ignore_ascii_case(id) {
                twins.insert(name);
            }
        }
        self.twins = twins;
    }

    /// How many findings of this severity are not suppressed.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.suppressed.is_none() && finding.severity == severity)
            .count()
    }

    /// How many files were not read though they would have been checked.
    #[must_use]
    pub fn missed(&self) -> usize {
        self.passed_over.iter().filter(|passed| passed.missed).count()
    }

    /// How many findings that nothing suppresses are new, or still there.
    #[must_use]
    pub fn changed(&self, change: Change) -> usize {
        let is = |finding: &&Finding| finding.change == Some(change);
        self.findings.iter().filter(|finding| finding.suppressed.is_none()).filter(is).count()
    }

    /// How many findings are suppressed.
    #[must_use]
    pub fn suppressed(&self) -> usize {
        self.findings.iter().filter(|finding| finding.suppressed.is_some()).count()
    }

    /// Sorts everything, drops what is said twice, and prints the fingerprints.
    pub fn finish(&mut self) {
        let sources = &self.sources;
        for finding in &mut self.findings {
            // Nothing can be written into a text that stands in no file.
            finding.fixes.retain(|fix| {
                fix.edits.iter().all(|edit| sources.get(edit.span.source).is_written())
            });
        }
        self.findings.sort_by(|a, b| Self::order(sources, a).cmp(&Self::order(sources, b)));
        self.findings.dedup_by(|later, earlier| {
            later.lint == earlier.lint
                && later.span == earlier.span
                && later.message == earlier.message
                && later.subject == earlier.subject
        });
        self.not_evaluated.sort_by(|a, b| {
            (
                a.lint,
                &a.subject,
                &a.reason,
                a.span.map(|span| (sources.name(span.source), span.start)),
            )
                .cmp(&(
                    b.lint,
                    &b.subject,
                    &b.reason,
                    b.span.map(|span| (sources.name(span.source), span.start)),
                ))
        });
        self.not_evaluated.dedup();
        self.passed_over.sort();
        self.passed_over.dedup();
        self.remarks.sort();
        self.remarks.dedup();
        self.find_twins();
        self.fingerprint();
    }

    fn order<'a>(
        sources: &'a Sources,
        finding: &'a Finding,
    ) -> (&'a str, u32, u32, std::cmp::Reverse<Severity>, &'a str, &'a str, &'a Option<Subject>)
    {
        (
            sources.name(finding.span.source),
            finding.span.start,
            finding.span.end,
            std::cmp::Reverse(finding.severity),
            finding.lint,
            &finding.message,
            &finding.subject,
        )
    }

    fn fingerprint(&mut self) {
        let mut seen = HashMap::<String, u32>::new();
        for finding in &mut self.findings {
            let (kind, name) = finding
                .subject
                .as_ref()
                .map_or_else(Default::default, |s| (s.kind.to_lowercase(), s.name.to_lowercase()));
            // Of two resources with one name each has prints of its own, whichever of them is fixed first.
            let id = finding.subject.as_ref().and_then(|subject| subject.id.as_deref());
            let id = id.filter(|_| self.twins.contains(&(kind.clone(), name.clone())));
            let id = id.map_or_else(String::new, |id| format!("\n{}", id.to_lowercase()));
            let text = format!("{}\n{kind}\n{name}{id}\n{}", finding.lint, finding.key);
            let times = seen.entry(text.clone()).or_default();
            let print = Sha256::digest(format!("{text}\n{times}"));
            *times += 1;
            finding.fingerprint = print[..12].iter().fold(String::new(), |mut hex, byte| {
                let _ = fmt::Write::write_fmt(&mut hex, format_args!("{byte:02x}"));
                hex
            });
        }
    }
}
