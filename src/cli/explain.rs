//! `gatelint lints` and `gatelint explain`.

use std::fmt::Write as _;

use serde_json::json;

use super::arguments::{ExplainOptions, ListFormat, ListOptions};
use super::{Exit, Streams, usage};
use crate::console::{Language, Look, wrap};
use crate::lint::Lint;
use crate::lints;
use crate::report;
use crate::select;
use crate::symptom::{self, Symptom};

/// Lists the lints.
pub(super) fn lints(options: &ListOptions, streams: &Streams) -> std::io::Result<Exit> {
    let settings = match super::settings::load(&options.settings, None, streams)? {
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

/// What is read in one piece is no wider than this.
const WIDEST: usize = 100;

/// The width of a page.
fn width(streams: &Streams) -> usize {
    streams.out.look().width.unwrap_or(WIDEST).min(WIDEST)
}

/// Explains a lint, an error code or an error text.
pub(super) fn run(options: &ExplainOptions, streams: &Streams) -> std::io::Result<Exit> {
    if options.all {
        return all(options.format, streams);
    }
    let query = options.words.join(" ");
    if let Some(lint) = lints::find(query.trim()) {
        match options.format {
            ListFormat::Json => {
                write_json(streams, &json!({ "version": 1, "lint": lint_json(lint) }))?;
            }
            ListFormat::Text => {
                let page = report::manual(lint, width(streams), streams.out.look().colour);
                streams.out.styled(&page)?;
            }
        }
        return Ok(Exit::Clean);
    }
    let found = symptom::search(&query);
    if found.is_empty() {
        return nothing(&query, streams);
    }
    // The best answer in full; others that are as sure as that beside it by name.
    let best = found[0].score;
    let (sure, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|found| found.score >= best);
    match options.format {
        ListFormat::Json => {
            let answers = sure.iter().chain(&others).map(|found| {
                let mut answer = registered(found.symptom).to_json();
                answer["score"] = json!(found.score);
                answer["matched"] = json!({ "by": found.how.as_str(), "text": found.matched });
                answer
            });
            write_json(
                streams,
                &json!({ "version": 1, "query": query, "symptoms": answers.collect::<Vec<_>>() }),
            )?;
        }
        ListFormat::Text => {
            for (number, found) in sure.iter().enumerate() {
                if number > 0 {
                    writeln!(streams.out, "\n{}\n", "-".repeat(width(streams)))?;
                }
                let (width, colour) = (width(streams), streams.out.look().colour);
                let page = symptom::render(&registered(found.symptom), width, colour);
                streams.out.styled(&page)?;
            }
            if !others.is_empty() {
                writeln!(streams.out, "\nSee also")?;
            }
            for found in others {
                writeln!(
                    streams.out,
                    "  gatelint explain {}  {}",
                    handle(found.symptom),
                    found.symptom.title()
                )?;
            }
        }
    }
    Ok(Exit::Clean)
}

/// What to type to be shown a symptom: its first code, else its text.
fn handle(symptom: &Symptom) -> String {
    symptom.codes().first().map_or_else(|| format!("\"{}\"", symptom.title()), ToString::to_string)
}

/// The symptom with those of its lints that are in the register.
fn registered(symptom: &Symptom) -> Symptom {
    symptom.with_lints(|id| lints::find(id).is_some())
}

fn nothing(query: &str, streams: &Streams) -> std::io::Result<Exit> {
    writeln!(streams.err, "error: nothing is known about '{query}'")?;
    if let Some(id) = nearest(query) {
        writeln!(streams.err, "  there is a lint {id}")?;
    }
    for near in symptom::nearest(query) {
        writeln!(streams.err, "  there is {}: {}", handle(near.symptom), near.symptom.title())?;
    }
    writeln!(streams.err, "  gatelint explain --all lists everything, gatelint lints the lints")?;
    Ok(Exit::Usage)
}

/// Lists all symptoms and lints.
fn all(format: ListFormat, streams: &Streams) -> std::io::Result<Exit> {
    match format {
        ListFormat::Json => {
            let symptoms: Vec<_> =
                symptom::all().iter().map(|symptom| registered(symptom).to_json()).collect();
            let lints: Vec<_> = lints::ALL.iter().map(|lint| lint_json(lint)).collect();
            write_json(streams, &json!({ "version": 1, "symptoms": symptoms, "lints": lints }))?;
        }
        ListFormat::Text => {
            writeln!(streams.out, "Errors")?;
            for symptom in symptom::all() {
                let codes: Vec<String> = symptom.codes().iter().map(ToString::to_string).collect();
                let codes = if codes.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", codes.join(", "))
                };
                writeln!(streams.out, "  {}{codes}", symptom.title())?;
            }
            writeln!(streams.out, "\nLints")?;
            for lint in lints::ALL {
                writeln!(streams.out, "  {}: {}", lint.id, lint.summary)?;
            }
        }
    }
    Ok(Exit::Clean)
}

fn lint_json(lint: &Lint) -> serde_json::Value {
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
        "docs": lint.docs,
    })
}

fn write_json(streams: &Streams, value: &serde_json::Value) -> std::io::Result<()> {
    streams.out.document(&format!("{value:#}\n"), Language::Json)
}

/// The id of the lint that is nearest to a name, if one is near.
fn nearest(name: &str) -> Option<&'static str> {
    crate::config::nearest(name, lints::ALL.iter().map(|lint| lint.id))
}
