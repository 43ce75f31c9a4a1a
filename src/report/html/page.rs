//! What the page is filled with: a head that the template sets, and data that its script builds on when it is looked at.

use std::collections::BTreeMap;

use serde::Serialize;

use super::data::Data;
use super::docs;
use super::picture::{Picture, pictures};
use crate::counts::grouped;
use crate::finding::{LookedAt, Report, Severity};
use crate::report::content::grouping::GroupBy;
use crate::report::content::overview;
use crate::report::content::words::{gap, one_line};

/// The head of the page, and what needs no script.
#[derive(Serialize)]
pub(super) struct Page {
    about: Vec<Fact>,
    tiles: Vec<Tile>,
    not_read: Vec<Missing>,
    findings: usize,
    not_evaluated: usize,
    suppressed: usize,
    since: Option<Compared>,
    pictures: Vec<Picture>,
    /// How many gateways have no picture where there is no more room.
    not_drawn: usize,
    lints: Vec<About>,
    data: String,
    open: String,
}

#[derive(Serialize)]
struct Fact {
    name: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Tile {
    name: &'static str,
    class: &'static str,
    count: String,
    none: bool,
    filter: bool,
}

/// What the findings are compared with, and what is found no more.
#[derive(Serialize)]
struct Compared {
    words: String,
    gone: Vec<Lost>,
}

#[derive(Serialize)]
struct Lost {
    lint: String,
    words: String,
}

#[derive(Serialize)]
struct Missing {
    words: String,
    names: Vec<String>,
}

#[derive(Serialize)]
struct About {
    id: &'static str,
    summary: &'static str,
    docs: String,
}

impl Page {
    /// # Panics
    /// Never: all that the data has are strings and numbers.
    pub(super) fn of(report: &Report, group_by: Option<GroupBy>) -> Self {
        let data = Data::of(report, group_by);
        let (pictures, not_drawn) = pictures(report);
        let about = overview::about(report);
        let gaps = report.looked_at.iter().flat_map(LookedAt::gaps_by_reason);
        Self {
            about: about.into_iter().map(|(name, value)| Fact { name, value }).collect(),
            tiles: tiles(report),
            not_read: gaps
                .map(|gaps| Missing {
                    words: gap(&gaps),
                    names: gaps.names.iter().map(|name| one_line(name)).collect(),
                })
                .collect(),
            findings: data.findings.len(),
            not_evaluated: report.not_evaluated.len(),
            suppressed: data.suppressed.len(),
            since: compared(report),
            pictures,
            not_drawn,
            lints: lints(report),
            data: json(&data),
            open: json(&data.open),
        }
    }
}

/// No text in the data ends the element that it stands in.
fn json(data: &impl Serialize) -> String {
    serde_json::to_string(data)
        .expect("strings and numbers are JSON")
        .replace('<', "\\u003c")
        .replace("##", "#\\u0023")
}

fn compared(report: &Report) -> Option<Compared> {
    let since = report.since.as_ref()?;
    let gone = since.gone.iter().map(|gone| {
        let on = gone.resource.as_deref().map_or_else(String::new, |name| format!(" on {name}"));
        Lost { lint: one_line(&gone.lint), words: one_line(&format!("{on}: {}", gone.message)) }
    });
    Some(Compared { words: overview::since(report)?, gone: gone.collect() })
}

fn tiles(report: &Report) -> Vec<Tile> {
    let of = |name, severity: Severity| Tile {
        name,
        class: severity.word(),
        count: grouped(report.count(severity)),
        none: report.count(severity) == 0,
        filter: true,
    };
    let other = |name, count: usize| Tile {
        name,
        class: "other",
        count: grouped(count),
        none: count == 0,
        filter: false,
    };
    vec![
        of("Errors", Severity::Error),
        of("Warnings", Severity::Warning),
        of("Notes", Severity::Note),
        other("Not evaluated", report.not_evaluated.len()),
        other("Suppressed", report.suppressed()),
        other("Gateways", report.checked.gateways),
    ]
}

/// The lints that the page names, each once.
fn lints(report: &Report) -> Vec<About> {
    let named = report.findings.iter().map(|finding| finding.lint);
    let named = named.chain(report.not_evaluated.iter().map(|entry| entry.lint));
    let lints: BTreeMap<_, _> =
        named.filter_map(|id| Some((id, crate::lints::find(id)?))).collect();
    lints
        .into_values()
        .map(|lint| About { id: lint.id, summary: lint.summary, docs: docs::html(lint.docs) })
        .collect()
}
