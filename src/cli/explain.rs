//! `gatelint lints` and `gatelint explain`.

use std::fmt::Write as _;

use serde_json::json;

use super::arguments::{ExplainOptions, ListFormat, ListOptions};
use super::{Exit, Streams, usage};
use crate::console::{Look, PrintedLanguage, wrap};
use crate::facts::{CALENDAR, CalendarEntry};
use crate::lint::Lint;
use crate::lints;
use crate::report;
use crate::select;
use crate::symptom::{self, SearchResult, Symptom};

/// Lists the lints.
pub(super) fn lints(options: &ListOptions, streams: &Streams) -> std::io::Result<Exit> {
    if options.dates {
        return dates(options.format, streams);
    }
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

/// What is read in one piece is no wider than this.
const WIDEST: usize = 100;

/// The width of a page.
pub(super) fn width(streams: &Streams) -> usize {
    streams.out.look().width.unwrap_or(WIDEST).min(WIDEST)
}

/// Explains a lint, an error code or an error text.
pub(super) fn run(options: &ExplainOptions, streams: &Streams) -> std::io::Result<Exit> {
    if options.all {
        return all(options.format, streams);
    }
    if super::explain_log::is_asked(options) {
        return super::explain_log::run(options, streams);
    }
    let query = options.words.join(" ");
    if let Some(lint) = lint_named(&query) {
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
    let answer = symptom_named(&query).unwrap_or_else(|| symptom::answer(&query));
    match options.format {
        ListFormat::Text if options.ticket => {
            let best = answer.matches.first().map_or(0.0, |found| found.score);
            let sure = answer.matches.iter().filter(|found| answer.sure && found.score >= best);
            let symptoms: Vec<&Symptom> = sure.map(|found| found.symptom).collect();
            streams.out.plain(&report::ticket_of_query(&query, &symptoms))?;
        }
        ListFormat::Json => write_json(streams, &answer_json(&query, &answer))?,
        ListFormat::Text if answer.sure => explained(&answer, streams)?,
        ListFormat::Text if answer.matches.is_empty() => nothing(&query, &answer, streams)?,
        ListFormat::Text => candidates(&query, &answer, streams)?,
    }
    Ok(if answer.sure { Exit::Clean } else { Exit::Findings })
}

/// The lint of that id in whatever letter case, or of that name in words: `GatewaySubnet too small`.
fn lint_named(query: &str) -> Option<&'static Lint> {
    let letters = |text: &str| {
        text.chars()
            .filter(|char| char.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let named = letters(query);
    lints::ALL.iter().copied().find(|lint| letters(lint.id) == named)
}

/// The symptom of that id, as the head of its page shows it.
fn symptom_named(query: &str) -> Option<SearchResult> {
    let symptom = symptom::by_id(query.trim().to_lowercase().as_str())?;
    let found = symptom::Match {
        symptom,
        score: 1.0,
        how: symptom::MatchedBy::Exact,
        matched: symptom.id(),
    };
    Some(SearchResult { matches: vec![found], sure: true, unknown: Vec::new() })
}

/// The best answer in full; others beside it by name.
fn explained(answer: &SearchResult, streams: &Streams) -> std::io::Result<()> {
    let best = answer.matches.first().map_or(0.0, |found| found.score);
    let (sure, others): (Vec<&symptom::Match<'_>>, Vec<_>) =
        answer.matches.iter().partition(|found| found.score >= best);
    let (width, colour) = (width(streams), streams.out.look().colour);
    for (number, found) in sure.iter().enumerate() {
        if number > 0 {
            writeln!(streams.out, "\n{}\n", "-".repeat(width))?;
        }
        streams.out.styled(&symptom::render(&registered(found.symptom), width, colour))?;
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
    Ok(())
}

/// Up to three explanations that may be meant, with what tells them apart.
fn candidates(query: &str, answer: &SearchResult, streams: &Streams) -> std::io::Result<()> {
    writeln!(streams.out, "not sure: {}", not_known(query, answer))?;
    writeln!(streams.out, "The closest explanations, and what each is seen as:")?;
    for found in &answer.matches {
        let symptom = found.symptom;
        writeln!(streams.out, "\n  {}", symptom.title())?;
        let codes: Vec<String> = symptom.codes().iter().take(4).map(ToString::to_string).collect();
        if !codes.is_empty() {
            writeln!(streams.out, "    code: {}", codes.join(", "))?;
        }
        if let Some(text) = symptom.texts().en.first() {
            writeln!(streams.out, "    text: {text}")?;
        }
        let meaning = symptom.meaning();
        let first = meaning.split_once(". ").map_or(meaning, |(first, _)| first);
        writeln!(streams.out, "    means: {}", first.trim_end_matches('.'))?;
        writeln!(streams.out, "    gatelint explain {}", handle(symptom))?;
    }
    writeln!(streams.out)?;
    streams.out.plain(&report::what_else(width(streams)))
}

/// What nobody knows of the query.
fn not_known(query: &str, answer: &SearchResult) -> String {
    match answer.unknown.as_slice() {
        [] => "no explanation says exactly this".to_owned(),
        [code] if code.eq_ignore_ascii_case(query.trim()) => {
            format!("nothing is known about the code {code}")
        }
        codes => format!("nothing is known about the code {}", codes.join(", nor about ")),
    }
}

fn answer_json(query: &str, answer: &SearchResult) -> serde_json::Value {
    let symptoms = answer.matches.iter().map(|found| {
        let mut symptom = registered(found.symptom).to_json();
        symptom["score"] = json!(found.score);
        symptom["matched"] = json!({ "by": found.how.as_str(), "text": found.matched });
        symptom
    });
    json!({
        "version": 1,
        "query": query,
        "sure": answer.sure,
        "unknown_codes": answer.unknown,
        "symptoms": symptoms.collect::<Vec<_>>(),
    })
}

/// What to type to be shown a symptom: its first code, else its text.
fn handle(symptom: &Symptom) -> String {
    symptom.codes().first().map_or_else(|| format!("\"{}\"", symptom.title()), ToString::to_string)
}

/// The symptom with those of its lints that are in the register.
pub(super) fn registered(symptom: &Symptom) -> Symptom {
    symptom.with_lints(|id| lints::find(id).is_some())
}

fn nothing(query: &str, answer: &SearchResult, streams: &Streams) -> std::io::Result<()> {
    if answer.unknown.is_empty() {
        writeln!(streams.err, "error: nothing is known about '{query}'")?;
    } else {
        writeln!(streams.err, "error: {}", not_known(query, answer))?;
    }
    if let Some(id) = nearest(query) {
        writeln!(streams.err, "  there is a lint {id}")?;
    }
    writeln!(streams.err, "  gatelint explain --all lists everything, gatelint lints the lints")?;
    streams.err.plain(&report::what_else(width(streams)))
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
        "docs": lint.page(),
    })
}

pub(super) fn write_json(streams: &Streams, value: &serde_json::Value) -> std::io::Result<()> {
    streams.out.document(&format!("{value:#}\n"), PrintedLanguage::Json)
}

/// The id of the lint that is nearest to a name, if one is near.
fn nearest(name: &str) -> Option<&'static str> {
    crate::config::nearest(name, lints::ALL.iter().map(|lint| lint.id))
}
