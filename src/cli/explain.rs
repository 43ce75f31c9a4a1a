//! `gatelint lints` and `gatelint explain`.

use serde_json::json;

use super::arguments::{ExplainOptions, ListFormat, ListOptions};
use super::{Exit, Streams, usage};
use crate::lint::Lint;
use crate::lints;
use crate::select;
use crate::symptom::{self, Symptom};

/// Lists the lints.
pub(super) fn lints(options: &ListOptions, streams: &mut Streams<'_>) -> std::io::Result<Exit> {
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
        ListFormat::Text => {
            let width = lints.iter().map(|lint| lint.id.len()).max().unwrap_or_default();
            writeln!(
                streams.out,
                "{:width$}  {:10}  {:8}  {:6}  {:5}  summary",
                "id", "category", "severity", "fix", "since"
            )?;
            for lint in lints {
                writeln!(
                    streams.out,
                    "{:width$}  {:10}  {:8}  {:6}  {:5}  {}",
                    lint.id,
                    lint.category.word(),
                    lint.severity.word(),
                    lint.fix.word(),
                    lint.since,
                    lint.summary
                )?;
            }
        }
    }
    Ok(Exit::Clean)
}

/// Explains a lint, an error code or an error text.
pub(super) fn run(options: &ExplainOptions, streams: &mut Streams<'_>) -> std::io::Result<Exit> {
    if options.all {
        return all(options.format, streams);
    }
    let query = options.words.join(" ");
    if let Some(lint) = lints::find(query.trim()) {
        match options.format {
            ListFormat::Json => {
                write_json(streams, &json!({ "version": 1, "lint": lint_json(lint) }))?;
            }
            ListFormat::Text => writeln!(streams.out, "{}", lint.docs.trim_end())?,
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
                    writeln!(streams.out, "\n{}\n", "-".repeat(100))?;
                }
                write!(streams.out, "{}", symptom::render(&registered(found.symptom)))?;
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

fn nothing(query: &str, streams: &mut Streams<'_>) -> std::io::Result<Exit> {
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
fn all(format: ListFormat, streams: &mut Streams<'_>) -> std::io::Result<Exit> {
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

fn write_json(streams: &mut Streams<'_>, value: &serde_json::Value) -> std::io::Result<()> {
    writeln!(streams.out, "{value:#}")
}

/// The id of the lint that is nearest to a name, if one is near.
fn nearest(name: &str) -> Option<&'static str> {
    crate::config::nearest(name, lints::ALL.iter().map(|lint| lint.id))
}
