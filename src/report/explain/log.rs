//! What a log shows: the lines that matter in their order, each with its cause and what to do.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::what_else::what_else;
use crate::console::wrap;
use crate::counts::{counted, grouped};
use crate::symptom::{LogDiagnosis, LoggedSymptom, Symptom};

/// The log of a name in words.
#[must_use]
pub fn log(name: &str, log: &LogDiagnosis, width: usize) -> String {
    let mut out = String::new();
    let lines = counted(log.lines, "line");
    let matter: u64 = log.seen.iter().map(|seen| seen.times).sum();
    let head = match (log.seen.len(), log.has_cause()) {
        (0, _) => format!("{name}: {lines}, none of them a known VPN error"),
        (_, false) => {
            format!("{name}: {lines}; the error in it doesn't reveal its cause")
        }
        _ => format!(
            "{name}: {lines}, {} of which {}",
            grouped(matter),
            if matter == 1 { "matters" } else { "matter" }
        ),
    };
    let _ = writeln!(out, "{}", wrap(&head, width, "", "  "));
    for seen in &log.seen {
        out.push('\n');
        one(seen, width, &mut out);
    }
    if !log.unknown.is_empty() {
        let _ = writeln!(out, "\nUnknown codes");
        for named in &log.unknown {
            let lead = format!("  line {}: ", named.line);
            let _ = writeln!(
                out,
                "{}",
                wrap(&format!("{} in: {}", named.code, named.text), width, &lead, "    ")
            );
        }
    }
    if !log.complaints.is_empty() {
        let _ = writeln!(out, "\nThe last lines that mention an error");
        for complaint in &log.complaints {
            let lead = format!("  line {}: ", complaint.line);
            let _ = writeln!(out, "{}", wrap(&complaint.text, width, &lead, "    "));
        }
    }
    if !log.has_cause() {
        let _ = write!(out, "\n{}", what_else(width));
    }
    if let Some(line) =
        log.connected.filter(|line| log.seen.last().is_some_and(|last| last.last_line < *line))
    {
        let words = format!("According to line {line}, the connection was established afterwards.");
        let _ = writeln!(out, "\n{}", wrap(&words, width, "", "  "));
    }
    out
}

fn one(seen: &LoggedSymptom, width: usize, out: &mut String) {
    let symptom = seen.symptom;
    let lead = format!("line {}: ", seen.line);
    let _ = writeln!(out, "{}", wrap(&seen.text, width, &lead, "  "));
    if seen.times > 1 {
        let again =
            format!("{} times more, up to line {}", grouped(seen.times - 1), seen.last_line);
        let again = if seen.times == 2 {
            format!("1 time more, in line {}", seen.last_line)
        } else {
            again
        };
        let _ = writeln!(out, "  ({again})");
    }
    let mut paragraph = |lead: &str, text: &str| {
        let indent = " ".repeat(lead.len());
        let _ = writeln!(out, "{}", wrap(text, width, lead, &indent));
    };
    paragraph("  ", symptom.title());
    paragraph("  means: ", symptom.meaning());
    for (number, cause) in symptom.causes().iter().enumerate() {
        let lead = if number == 0 { "  cause: " } else { "     or: " };
        paragraph(lead, &cause.text);
    }
    for step in symptom.client_steps() {
        paragraph("  do: ", step);
    }
    for command in symptom.commands() {
        paragraph("  run: ", command.as_str());
    }
    paragraph("  more: ", &format!("gatelint explain {}", symptom.id()));
}

/// The same as JSON; `symptom` writes a symptom.
#[must_use]
pub fn log_json(name: &str, log: &LogDiagnosis, symptom: impl Fn(&Symptom) -> Value) -> Value {
    let seen = log.seen.iter().map(|seen| {
        json!({
            "line": seen.line,
            "last_line": seen.last_line,
            "times": seen.times,
            "text": seen.text,
            "symptom": symptom(seen.symptom),
        })
    });
    let unknown = log
        .unknown
        .iter()
        .map(|named| json!({ "line": named.line, "code": named.code, "text": named.text }));
    let complaints = log
        .complaints
        .iter()
        .map(|complaint| json!({ "line": complaint.line, "text": complaint.text }));
    json!({
        "name": name,
        "lines": log.lines,
        "seen": seen.collect::<Vec<_>>(),
        "unknown_codes": unknown.collect::<Vec<_>>(),
        "complaints": complaints.collect::<Vec<_>>(),
        "connected_in_line": log.connected,
    })
}
