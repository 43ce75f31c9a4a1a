//! `gatelint explain`.

mod log;
mod page;

use serde_json::json;

use self::page::{registered, width};
use crate::cli::arguments::{ExplainOptions, ListFormat};
use crate::cli::commands::lints::lint_json;
use crate::cli::exit::Exit;
use crate::cli::output::write_json;
use crate::console::Streams;
use crate::lint::Lint;
use crate::lints;
use crate::report;
use crate::symptom::{self, SearchResult, Symptom};

/// Explains a lint, an error code or an error text.
pub(crate) fn run(options: &ExplainOptions, streams: &Streams) -> std::io::Result<Exit> {
    if options.all {
        return all(options.format, streams);
    }
    if log::is_asked(options) {
        return log::run(options, streams);
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
        ListFormat::Text => candidates(&answer, streams)?,
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
fn candidates(answer: &SearchResult, streams: &Streams) -> std::io::Result<()> {
    writeln!(streams.out, "not sure: {}", not_known(answer))?;
    writeln!(streams.out, "The closest explanations, each with what users see:")?;
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
fn not_known(answer: &SearchResult) -> String {
    match answer.unknown.as_slice() {
        [] => "no explanation contains exactly this text".to_owned(),
        [code] => format!("nothing is known about the code {code}"),
        codes => format!("nothing is known about the codes {}", codes.join(", ")),
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

fn nothing(query: &str, answer: &SearchResult, streams: &Streams) -> std::io::Result<()> {
    if answer.unknown.is_empty() {
        writeln!(streams.err, "error: nothing is known about '{query}'")?;
    } else {
        writeln!(streams.err, "error: {}", not_known(answer))?;
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

/// The id of the lint that is nearest to a name, if one is near.
fn nearest(name: &str) -> Option<&'static str> {
    crate::config::nearest(name, lints::ALL.iter().map(|lint| lint.id))
}
