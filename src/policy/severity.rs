//! Severities as the settings have them, and findings that they ignore.

use super::allow::{Paths, is_about};
use crate::config::{
    ConfiguredSeverity, PathRule, ResourceRule, Rules, SettingValue, SeverityRule,
};
use crate::finding::{Finding, Report, Severity, Subject};
use crate::lint::Lint;
use crate::lints;
use crate::select::{level, means};
use crate::source::Sources;

/// Gives findings the severity that the settings say, and drops those that they ignore in some files or on some
/// resources.
pub(super) fn apply(report: &mut Report, rules: &Rules) {
    if rules.severity.is_empty() && rules.paths.is_empty() && rules.resources.is_empty() {
        return;
    }
    let mut paths = Paths::default();
    let Report { findings, not_evaluated, sources, .. } = report;
    findings.retain_mut(|finding| {
        let Some(lint) = lints::find(finding.lint) else { return true };
        let severity = severity_of(rules, lint, finding, sources, &mut paths);
        match severity {
            Some(severity) => finding.severity = severity,
            None => return false,
        }
        true
    });
    not_evaluated.retain(|entry| {
        let Some(lint) = lints::find(entry.lint) else { return true };
        let there = rules.paths.iter().any(|rule| {
            drops(&rule.ignore, &rule.severity, lint)
                && entry.span.is_some_and(|span| paths.fit(&rule.path, sources, span.source))
        });
        let on = rules.resources.iter().any(|rule| {
            drops(&rule.ignore, &rule.severity, lint) && is_on(rule, entry.subject.as_ref())
        });
        !there && !on
    });
}

/// The severity of a finding by the rules, of which the later ones count more; none when it is dropped.
fn severity_of(
    rules: &Rules,
    lint: &Lint,
    finding: &Finding,
    sources: &Sources,
    paths: &mut Paths,
) -> Option<Severity> {
    // A lint that is turned off everywhere runs only when the command line asks for it by name.
    let mut now = level(&rules.severity, lint).and_then(severity).unwrap_or(finding.severity);
    for PathRule { path, ignore, severity: levels } in &rules.paths {
        if paths.fit(path, sources, finding.span.source) {
            now = changed(ignore, levels, lint, now)?;
        }
    }
    for rule in &rules.resources {
        if is_on(rule, finding.subject.as_ref()) {
            now = changed(&rule.ignore, &rule.severity, lint, now)?;
        }
    }
    Some(now)
}

fn changed(
    ignore: &[SettingValue<String>],
    levels: &[SeverityRule],
    lint: &Lint,
    now: Severity,
) -> Option<Severity> {
    if drops(ignore, levels, lint) {
        return None;
    }
    Some(level(levels, lint).and_then(severity).unwrap_or(now))
}

fn drops(ignore: &[SettingValue<String>], levels: &[SeverityRule], lint: &Lint) -> bool {
    ignore.iter().any(|name| means(&name.value, lint))
        || level(levels, lint) == Some(ConfiguredSeverity::Off)
}

fn is_on(rule: &ResourceRule, subject: Option<&Subject>) -> bool {
    subject.is_some_and(|subject| is_about(&rule.resource, subject))
}

fn severity(level: ConfiguredSeverity) -> Option<Severity> {
    match level {
        ConfiguredSeverity::Error => Some(Severity::Error),
        ConfiguredSeverity::Warning => Some(Severity::Warning),
        ConfiguredSeverity::Note => Some(Severity::Note),
        ConfiguredSeverity::Off => None,
    }
}
