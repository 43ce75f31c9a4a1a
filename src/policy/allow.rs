//! A suppression: which lint, where, why, and until when.

use std::collections::HashMap;
use std::path::PathBuf;

use arm_template::{SourceId, Span};
use jiff::civil::Date;

use crate::config::{PathPattern, name_matches, real};
use crate::finding::{Finding, Report, Subject, SuppressedBy, Suppression};
use crate::lints;
use crate::select::means;
use crate::source::Sources;

/// One name that is allowed somewhere.
#[derive(Debug)]
pub(super) struct Allow<'a> {
    /// The lint: an id, a pattern or a category.
    pub(super) name: String,
    /// Where the name is written.
    pub(super) span: Span,
    /// What would take the whole suppression away, when that is simple.
    pub(super) removal: Option<Span>,
    /// Why it is allowed.
    pub(super) reason: Option<String>,
    /// The last day on which it holds.
    pub(super) until: Option<Date>,
    /// Where it holds.
    pub(super) reach: SuppressionScope<'a>,
    /// Whether it suppressed something.
    pub(super) used: bool,
}

/// Where a suppression holds.
#[derive(Debug)]
pub(super) enum SuppressionScope<'a> {
    /// For findings whose place begins in this stretch of text.
    Stretch(Span),
    /// For findings in an object, and for those that came through it and are about one of these resources.
    /// Without a list, about anything.
    Object { object: Span, subjects: Option<Vec<Subject>> },
    /// For files and resources that the settings name.
    Settings { path: Option<&'a PathPattern>, resource: Option<&'a str> },
}

/// Something that looks like a suppression, and is none.
#[derive(Debug)]
pub(super) struct Misread {
    /// Where.
    pub(super) span: Span,
    /// What to write.
    pub(super) help: &'static str,
}

/// Whether a text may hold a suppression.
pub(super) fn is_mentioned(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"gatelint").is_some()
}

/// Where the files of sources lie.
#[derive(Debug, Default)]
pub(super) struct Paths {
    known: HashMap<SourceId, PathBuf>,
}

impl Paths {
    /// Whether a source lies at a path of the pattern.
    pub(super) fn fit(&mut self, pattern: &PathPattern, sources: &Sources, id: SourceId) -> bool {
        let path = self.known.entry(id).or_insert_with(|| real(sources.get(id).place()));
        pattern.matches(path)
    }
}

/// Whether a resource has a name of the pattern; a pattern that begins with a slash is one of ids.
pub(super) fn is_about(pattern: &str, subject: &Subject) -> bool {
    if pattern.starts_with('/') {
        return subject.id.as_deref().is_some_and(|id| name_matches(pattern, id));
    }
    name_matches(pattern, &subject.name)
}

/// Marks the findings that are allowed, and the suppressions that were of use.
pub(super) fn mark(report: &mut Report, allows: &mut [Allow<'_>], today: Date) {
    if allows.is_empty() {
        return;
    }
    let mut paths = Paths::default();
    let candidates = Candidates::of(&report.findings, allows);
    let Report { findings, sources, .. } = report;
    for (finding, nearby) in findings.iter_mut().zip(candidates.nearby) {
        let Some(lint) = lints::find(finding.lint) else { continue };
        let everywhere = candidates.settings.get(finding.lint).into_iter().flatten();
        let mut possible: Vec<usize> =
            everywhere.chain(&candidates.patterns).copied().chain(nearby).collect();
        possible.sort_unstable();
        possible.dedup();
        for at in possible {
            let allow = &mut allows[at];
            if allow.has_ended(today)
                || !means(&allow.name, lint)
                || !allow.reach.covers(finding, sources, &mut paths)
            {
                continue;
            }
            allow.used = true;
            // A suppression with a reason counts more than one without.
            let better = match &finding.suppressed {
                None => true,
                Some(before) => before.reason.is_none() && allow.reason.is_some(),
            };
            if better {
                finding.suppressed =
                    Some(Suppression { by: allow.reach.by(), reason: allow.reason.clone() });
            }
        }
    }
}

/// Which suppressions may concern which findings, found without holding each against each.
struct Candidates {
    /// Those around the places of each finding, in the order of the findings.
    nearby: Vec<Vec<usize>>,
    /// Those of the settings that name one lint, by its id.
    settings: HashMap<String, Vec<usize>>,
    /// Those of the settings that name several lints.
    patterns: Vec<usize>,
}

impl Candidates {
    fn of(findings: &[Finding], allows: &[Allow<'_>]) -> Self {
        let mut settings: HashMap<String, Vec<usize>> = HashMap::new();
        let (mut patterns, mut stretches) = (Vec::new(), Vec::new());
        for (at, allow) in allows.iter().enumerate() {
            match &allow.reach {
                SuppressionScope::Stretch(stretch)
                | SuppressionScope::Object { object: stretch, .. } => {
                    stretches.push((*stretch, at));
                }
                SuppressionScope::Settings { .. } if lints::find(&allow.name).is_some() => {
                    settings.entry(allow.name.clone()).or_default().push(at);
                }
                SuppressionScope::Settings { .. } => patterns.push(at),
            }
        }
        stretches.sort_unstable_by_key(|(stretch, _)| (stretch.source, stretch.start));
        let mut places: Vec<(Span, usize)> = Vec::new();
        for (at, finding) in findings.iter().enumerate() {
            places.push((finding.span, at));
            places.extend(finding.related.iter().map(|related| (related.span, at)));
        }
        places.sort_unstable_by_key(|(place, _)| (place.source, place.start));
        // Go through the places in their order, with the stretches that are open there.
        let mut nearby = vec![Vec::new(); findings.len()];
        let mut open: Vec<(Span, usize)> = Vec::new();
        let mut next = stretches.into_iter().peekable();
        for (place, finding) in places {
            while let Some(begun) = next.next_if(|(stretch, _)| {
                (stretch.source, stretch.start) <= (place.source, place.start)
            }) {
                open.push(begun);
            }
            open.retain(|(stretch, _)| stretch.source == place.source && place.start < stretch.end);
            nearby[finding].extend(open.iter().map(|(_, allow)| *allow));
        }
        Self { nearby, settings, patterns }
    }
}

impl Allow<'_> {
    /// Whether its last day is over.
    pub(super) fn has_ended(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }
}

impl SuppressionScope<'_> {
    fn by(&self) -> SuppressedBy {
        match self {
            Self::Stretch(_) | Self::Object { .. } => SuppressedBy::Comment,
            Self::Settings { .. } => SuppressedBy::Settings,
        }
    }

    fn covers(&self, finding: &Finding, sources: &Sources, paths: &mut Paths) -> bool {
        match self {
            Self::Stretch(stretch) => begins_in(*stretch, finding.span),
            Self::Object { object, subjects } => {
                let through =
                    || finding.related.iter().any(|related| begins_in(*object, related.span));
                let about = || match (subjects, &finding.subject) {
                    (None, _) => true,
                    (Some(subjects), Some(subject)) => subjects.contains(subject),
                    (Some(_), None) => false,
                };
                begins_in(*object, finding.span) || (about() && through())
            }
            Self::Settings { path, resource } => {
                path.is_none_or(|path| paths.fit(path, sources, finding.span.source))
                    && resource.is_none_or(|pattern| {
                        finding.subject.as_ref().is_some_and(|subject| is_about(pattern, subject))
                    })
            }
        }
    }
}

fn begins_in(stretch: Span, place: Span) -> bool {
    stretch.source == place.source && (stretch.start..stretch.end).contains(&place.start)
}
