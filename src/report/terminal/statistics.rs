//! How many findings each lint has.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::json;

use crate::counts::grouped;
use crate::finding::{Finding, Report, Severity};

/// The count of one lint.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    findings: usize,
    suppressed: usize,
    fixable: usize,
    worst: Option<Severity>,
}

fn counts(report: &Report) -> Vec<(&'static str, Count)> {
    let mut counts: BTreeMap<&'static str, Count> = BTreeMap::new();
    for finding in &report.findings {
        counts.entry(finding.lint).or_default().take(finding);
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(lint, count)| (std::cmp::Reverse(count.findings), *lint));
    counts
}

impl Count {
    fn take(&mut self, finding: &Finding) {
        if finding.suppressed.is_some() {
            self.suppressed += 1;
            return;
        }
        self.findings += 1;
        self.fixable += usize::from(!finding.fixes.is_empty());
        self.worst = self.worst.max(Some(finding.severity));
    }
}

/// A line for each lint, the most frequent first.
#[must_use]
pub fn statistics(report: &Report) -> String {
    let mut out = String::new();
    for (lint, count) in counts(report) {
        let word = count.worst.map_or("", Severity::word);
        let _ = write!(out, "{:>5}  {word:7}  {lint}", grouped(count.findings));
        if count.fixable > 0 {
            let _ = write!(out, "  ({} with a fix)", grouped(count.fixable));
        }
        if count.suppressed > 0 {
            let _ = write!(out, "  ({} suppressed)", grouped(count.suppressed));
        }
        out.push('\n');
    }
    out
}

/// The same as JSON.
#[must_use]
pub fn statistics_json(report: &Report) -> String {
    let lints: Vec<_> = counts(report)
        .into_iter()
        .map(|(lint, count)| {
            json!({
                "lint": lint,
                "severity": count.worst.map(Severity::word),
                "findings": count.findings,
                "suppressed": count.suppressed,
                "fixable": count.fixable,
            })
        })
        .collect();
    format!("{:#}\n", json!({ "version": 1, "statistics": lints }))
}
