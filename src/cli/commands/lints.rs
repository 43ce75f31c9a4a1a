//! `gatelint lints`.

use std::fmt::Write as _;

use serde_json::json;

use crate::cli::arguments::{ListFormat, ListOptions};
use crate::cli::exit::{Exit, usage};
use crate::cli::output::write_json;
use crate::cli::settings;
use crate::console::{Look, Streams, wrap};
use crate::facts::{CALENDAR, CalendarEntry};
use crate::lint::Lint;
use crate::select;

/// Lists the lints.
pub(crate) fn lints(options: &ListOptions, streams: &Streams) -> std::io::Result<Exit> {
    if options.dates {
        return dates(options.format, streams);
    }
    let settings = match settings::load(&options.settings, None, streams)? {
        Ok(settings) => settings,
        Err(exit) => return Ok(exit),
    };
    // The list has those too that run only when they are asked for.
    let every = ["*".to_owned()];
    let mut choice = options.selection.choice();
    if choice.select.is_empty() && settings.select.is_none() {
        choice.select = &every;
    }
    let lints = match select::lints(choice, &settings) {
        Ok(lints) => lints,
        Err(unknown) => return usage(streams, &unknown.to_string()),
    };
    match options.format {
        ListFormat::Json => {
            let all: Vec<_> = lints.iter().map(|lint| lint_json(lint)).collect();
            write_json(streams, &json!({ "version": 1, "lints": all }))?;
        }
        ListFormat::Text => streams.out.plain(&table(&lints, streams.out.look()))?,
    }
    Ok(Exit::Clean)
}

/// Lists the days on which something ends.
fn dates(format: ListFormat, streams: &Streams) -> std::io::Result<Exit> {
    match format {
        ListFormat::Json => {
            let entry = |entry: &CalendarEntry| {
                json!({ "from": entry.cutoff.from.to_string(), "announced": entry.cutoff.announced,
                    "what": entry.what, "lints": entry.lints, "source": entry.cutoff.source })
            };
            let dates: Vec<_> = CALENDAR.iter().map(entry).collect();
            write_json(streams, &json!({ "version": 1, "dates": dates }))?;
        }
        ListFormat::Text => {
            let mut out = String::new();
            for entry in &CALENDAR {
                let (day, lints) = (entry.cutoff.from, entry.lints.join(", "));
                let _ = writeln!(
                    out,
                    "{day}  {}\n            {lints}; {}",
                    entry.what, entry.cutoff.source
                );
            }
            streams.out.plain(&out)?;
        }
    }
    Ok(Exit::Clean)
}

/// The lints in columns, the summary within what is left of the terminal; below each other where that is too narrow.
fn table(lints: &[&Lint], look: Look) -> String {
    let ids = lints.iter().map(|lint| lint.id.len()).max().unwrap_or_default();
    let row = |id: &str, [category, severity, fix, since]: [&str; 4]| {
        format!("{id:ids$}  {category:10}  {severity:8}  {fix:6}  {since:5}  ")
    };
    let head = row("id", ["category", "severity", "fix", "since"]);
    let mut out = String::new();
    if let Some(width) = look.width.filter(|width| *width < head.len() + LEAST_SUMMARY) {
        for lint in lints {
            let (severity, category) = (lint.severity.word(), lint.category.word());
            let (fix, since) = (lint.fix.word(), lint.since);
            let facts = format!("{severity}, {category}; fix: {fix}; since {since}");
            for (words, lead) in [(lint.id, ""), (&facts, "  "), (lint.summary, "  ")] {
                let _ = writeln!(out, "{}", wrap(words, width, lead, "  "));
            }
        }
        return out;
    }
    let _ = writeln!(out, "{head}summary");
    for lint in lints {
        let (category, severity) = (lint.category.word(), lint.severity.word());
        let lead = row(lint.id, [category, severity, lint.fix.word(), lint.since]);
        let _ = match look.width {
            Some(width) => {
                writeln!(out, "{}", wrap(lint.summary, width, &lead, &" ".repeat(lead.len())))
            }
            None => writeln!(out, "{lead}{}", lint.summary),
        };
    }
    out
}

/// A summary in fewer columns than these can't be read.
const LEAST_SUMMARY: usize = 30;

/// What is known of a lint, its documentation with it.
pub(crate) fn lint_json(lint: &Lint) -> serde_json::Value {
    json!({
        "id": lint.id,
        "category": lint.category.word(),
        "severity": lint.severity.word(),
        "fix": lint.fix.word(),
        "since": lint.since,
        "stability": lint.stability.word(),
        "default": lint.default,
        "peers": lint.peers,
        "url": lint.url(),
        "summary": lint.summary,
        "symptoms": lint.symptoms,
        "docs": lint.page(),
    })
}
