#![doc = include_str!("README.md")]

use std::collections::BTreeMap;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, known_section};
use crate::symptom;
use vpn_client_files::report::{Event, Located};

declare_lint! {
    id: "client-event-error",
    summary: "Windows logged a failed connection",
    severity: Severity::Note,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Machine(check),
}

/// An event, and the code in it.
type FailedEvent<'a> = (&'a Event, &'a Located<i64>);

/// The event that says that dialling failed.
const FAILED: i64 = 20227;

fn check(machine: &Machine, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !machine.is_windows() {
        return Ok(());
    }
    let mut failures: BTreeMap<(&str, i64), Vec<FailedEvent<'_>>> = BTreeMap::new();
    for event in known_section(&machine.report.events)? {
        let is_failure = event.id.as_ref().is_some_and(|id| id.value == FAILED);
        if let Some(error) = event.error.as_ref().filter(|_| is_failure) {
            let name = event.connection.as_ref().map_or("(no name)", |name| name.value.as_str());
            failures.entry((name, error.value)).or_default().push((event, error));
        }
    }
    for ((name, code), events) in failures {
        let last =
            |(event, _): &&FailedEvent<'_>| event.time.as_ref().map(|time| time.value.clone());
        let Some((event, error)) = events.iter().max_by_key(last) else { continue };
        let times = match events.len() {
            1 => "once".to_owned(),
            count => format!("{count} times"),
        };
        let when = event.time.as_ref().map(|time| format!(", last at {}", time.value));
        let answer = symptom::answer(&format!("error {code}"));
        let known = answer.matches.first().filter(|_| answer.sure);
        let meaning = known.map(|found| format!(": {}", lower_first(found.symptom.title())));
        let finding = findings.add(
            error.span,
            format!(
                "'{name}' failed with {code} {times}{}{}",
                when.unwrap_or_default(),
                meaning.unwrap_or_default()
            ),
        );
        finding.key(format!("'{name}' failed with {code}"));
        if known.is_some() {
            finding.help(format!("run gatelint explain {code}"));
            finding.symptoms(&[&code.to_string()]);
        } else {
            finding.help(
                "look the code up in Microsoft's list of Routing and Remote Access error codes",
            );
        }
    }
    Ok(())
}

/// A title as the rest of a sentence: names of Windows and Azure keep their capitals.
fn lower_first(title: &str) -> String {
    let first = title.split(' ').next().unwrap_or_default();
    if ["Windows", "Azure", "Microsoft", "RADIUS", "Entra"].contains(&first) {
        return title.to_owned();
    }
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |letter| letter.to_lowercase().chain(letters).collect())
}
