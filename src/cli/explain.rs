//! `gatelint lints` and `gatelint explain`.

use serde_json::json;

use super::arguments::{ExplainOptions, ListFormat, ListOptions};
use super::{Exit, Streams, usage};
use crate::lint::Lint;
use crate::lints;

/// Lists the lints.
pub(super) fn lints(options: &ListOptions, streams: &mut Streams<'_>) -> std::io::Result<Exit> {
    match options.format {
        ListFormat::Json => {
            let all: Vec<_> = lints::ALL.iter().map(|lint| lint_json(lint)).collect();
            write_json(streams, &json!({ "version": 1, "lints": all }))?;
        }
        ListFormat::Text => {
            let width = lints::ALL.iter().map(|lint| lint.id.len()).max().unwrap_or_default();
            writeln!(streams.out, "{:width$}  {:10}  {:8}  {:6}  {:5}  summary", "id", "category", "severity", "fix", "since")?;
            for lint in lints::ALL {
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

/// Explains a lint.
pub(super) fn run(options: &ExplainOptions, streams: &mut Streams<'_>) -> std::io::Result<Exit> {
    let query = options.words.join(" ");
    let Some(lint) = lints::find(query.trim()) else {
        let near = nearest(&query).map_or_else(String::new, |id| format!("; did you mean {id}?"));
        return usage(streams, &format!("there is no lint '{query}'{near}"));
    };
    match options.format {
        ListFormat::Json => write_json(streams, &lint_json(lint))?,
        ListFormat::Text => writeln!(streams.out, "{}", lint.docs.trim_end())?,
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
        "summary": lint.summary,
        "symptoms": lint.symptoms,
        "docs": lint.docs,
    })
}

fn write_json(streams: &mut Streams<'_>, value: &serde_json::Value) -> std::io::Result<()> {
    writeln!(streams.out, "{value:#}")
}

/// The id of the lint that is nearest to a name, if one is near.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let distance = |lint: &&Lint| strsim::osa_distance(lint.id, &name);
    let best = lints::ALL.iter().copied().min_by_key(distance)?;
    (strsim::osa_distance(best.id, &name) <= name.len() / 3).then_some(best.id)
}
