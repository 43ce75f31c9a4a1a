//! The report for people at a terminal.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use anstyle::Style;

use super::finding::placed_text;
use crate::console::Look;
use crate::counts::{counted, grouped};
use crate::finding::{Finding, Report, Severity, Unevaluated};
use crate::report::content::grouping::{GroupBy, folded, ordered, others};
use crate::report::content::overview;
use crate::report::content::property::Properties;
use crate::report::content::words::{self, finding_place, gap, one_line};

/// How the text report looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct TextOptions {
    /// One line a finding.
    pub concise: bool,
    /// What it is shown on: its width, and whether it takes colour and links.
    pub look: Look,
    /// Every not evaluated check on a line of its own, and what was passed over.
    pub verbose: bool,
    /// The findings and nothing else.
    pub quiet: bool,
    /// What the findings are grouped by.
    pub group_by: Option<GroupBy>,
}

/// The text report.
#[must_use]
pub fn text(report: &Report, options: TextOptions) -> String {
    let mut out = String::new();
    let mut properties = Properties::of(report);
    if overview::is_wanted(report) && !options.concise && !options.quiet {
        out.push_str(&overview::text(report, options.look, options.verbose));
    }
    if let Some(line) = overview::since(report).filter(|_| !options.concise && !options.quiet) {
        let _ = writeln!(out, "{}\n", options.look.folded(&line));
    }
    for remark in report.remarks.iter().filter(|_| !options.quiet) {
        let _ = writeln!(out, "{}: {}", one_line(&remark.source), one_line(&remark.message));
    }
    if !report.remarks.is_empty() && !options.concise && !options.quiet {
        out.push('\n');
    }
    for group in ordered(report, options.group_by) {
        if !group.heading.is_empty() && !options.concise {
            out.push_str(&heading(&group.title(), options.look));
        }
        for folded in folded(&group.findings, !options.verbose && !options.concise) {
            let finding = folded.finding;
            if options.concise {
                let place = if report.looked_at.is_some() {
                    finding_place(report, finding, &mut properties)
                } else {
                    let start = report.sources.position(finding.span.source, finding.span.start);
                    let name = one_line(report.sources.name(finding.span.source));
                    format!("{name}:{}:{}", start.line, start.column)
                };
                concise(finding, &place, &mut out);
                continue;
            }
            let place =
                report.looked_at.as_ref().map(|_| finding_place(report, finding, &mut properties));
            let others = others(report, &folded);
            out.push_str(&placed_text(report, finding, place.as_deref(), others, options.look));
        }
    }
    if options.quiet {
        return out;
    }
    let mut lines = gone(report);
    lines.extend(not_evaluated(report, options));
    if let Some(looked) = &report.looked_at {
        for gaps in looked.gaps_by_reason() {
            lines.push(format!("not read: {}", gap(&gaps)));
            if options.verbose && gaps.names.len() > 1 {
                lines.extend(gaps.names.iter().map(|name| format!("  {}", one_line(name))));
            }
        }
    }
    lines.extend(passed_over(report, options));
    lines.push(summary(report));
    if let Some(gone) = report.baseline.map(|baseline| baseline.gone).filter(|gone| *gone > 0) {
        let (entries, are) = if gone == 1 { ("entry", "is") } else { ("entries", "are") };
        lines.push(format!(
            "{} {entries} of the baseline {are} gone; run --write-baseline to shrink it",
            grouped(gone)
        ));
    }
    for line in lines {
        let _ = writeln!(out, "{}", options.look.folded(&line));
    }
    out
}

/// What was passed over: all of it, or only what was missed, where files with the same reason share a line.
fn passed_over(report: &Report, options: TextOptions) -> Vec<String> {
    let line = |source: &str, reason: &str| {
        format!("passed over: {}: {}", one_line(source), one_line(reason))
    };
    if options.verbose {
        return report.passed_over.iter().map(|it| line(&it.source, &it.reason)).collect();
    }
    let mut by_reason: Vec<(&str, &str, usize)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for passed in report.passed_over.iter().filter(|passed| passed.missed) {
        let place = *places.entry(&passed.reason).or_insert(by_reason.len());
        match by_reason.get_mut(place) {
            Some((_, _, count)) => *count += 1,
            None => by_reason.push((&passed.source, &passed.reason, 1)),
        }
    }
    let shown = by_reason.into_iter().map(|(source, reason, count)| match count {
        1 => line(source, reason),
        2 => line(&format!("{source} and 1 other file (-v lists them)"), reason),
        _ => line(
            &format!("{source} and {} other files (-v lists them)", grouped(count - 1)),
            reason,
        ),
    });
    shown.collect()
}

fn heading(title: &str, look: Look) -> String {
    let title = look.folded(title);
    if look.colour {
        let bold = Style::new().bold();
        return format!("{bold}{title}{bold:#}\n\n");
    }
    format!("{title}\n\n")
}

/// What was found earlier and is found no more.
fn gone(report: &Report) -> Vec<String> {
    let Some(since) = report.since.as_ref().filter(|since| !since.gone.is_empty()) else {
        return Vec::new();
    };
    let lines = since.gone.iter().map(|gone| {
        let on = gone.resource.as_deref().map_or_else(String::new, |name| format!(" on {name}"));
        one_line(&format!("gone: {}{on}: {}", gone.lint, gone.message))
    });
    lines.chain([String::new()]).collect()
}

/// One line for programs that read it, however narrow the terminal is.
fn concise(finding: &Finding, place: &str, out: &mut String) {
    let (severity, message) = (finding.severity.word(), one_line(&finding.message));
    let _ = writeln!(out, "{place}: {severity}[{}]: {message}", finding.lint);
}

/// What was not evaluated: one line for each reason, and an empty one after them.
fn not_evaluated(report: &Report, options: TextOptions) -> Vec<String> {
    let mut lines = Vec::new();
    if report.not_evaluated.is_empty() {
        return lines;
    }
    if options.verbose {
        for entry in &report.not_evaluated {
            let name = entry
                .subject
                .as_ref()
                .map_or_else(String::new, |subject| format!(" on {}", one_line(&subject.name)));
            let (lint, reason) = (entry.lint, one_line(&entry.reason));
            lines.push(format!("not evaluated: {lint}{name}: {reason}{}", place(report, entry)));
        }
    } else {
        let mut by_reason: BTreeMap<(&str, Option<&str>), (usize, String)> = BTreeMap::new();
        for entry in &report.not_evaluated {
            let slot = by_reason.entry((&entry.reason, entry.remedy.as_deref())).or_default();
            slot.0 += 1;
            if slot.1.is_empty() {
                slot.1 = place(report, entry);
            }
        }
        for ((reason, remedy), (count, place)) in by_reason {
            let remedy =
                remedy.map_or_else(String::new, |remedy| format!("; {}", one_line(remedy)));
            let (count, reason) = (counted(count, "check"), one_line(reason));
            lines.push(format!("not evaluated: {count}, because {reason}{place}{remedy}"));
        }
    }
    lines.push(String::new());
    lines
}

fn place(report: &Report, entry: &Unevaluated) -> String {
    entry.span.map_or_else(String::new, |span| format!(" ({})", words::place(report, span)))
}

fn summary(report: &Report) -> String {
    let checked = &report.checked;
    let found = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| counted(report.count(severity), severity.word()))
        .join(", ");
    let suppressed = match report.suppressed() {
        0 => String::new(),
        count => format!(" ({} suppressed)", grouped(count)),
    };
    let gateways = counted(checked.gateways, "gateway");
    let within = match &report.looked_at {
        Some(looked) => counted(looked.subscriptions.len(), "subscription"),
        None => counted(checked.sources, "file"),
    };
    let mut line = format!("{found}{suppressed}; checked {gateways} in {within}");
    if !report.not_evaluated.is_empty() {
        let _ = write!(line, "; {} not evaluated", counted(report.not_evaluated.len(), "check"));
    }
    if report.fixed > 0 {
        let _ = write!(line, "; {} fixed", grouped(report.fixed));
    }
    if !report.passed_over.is_empty() {
        let _ = write!(line, "; {} passed over", counted(report.passed_over.len(), "file"));
    }
    line
}
