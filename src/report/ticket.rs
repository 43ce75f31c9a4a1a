//! A page of Markdown to paste into a ticket: what was seen, the cause, what to do on the client and on the gateway, sources.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::markdown::escaped;
use super::property::Properties;
use super::words::{finding_place, resource, shown};
use crate::counts::{counted, grouped};
use crate::finding::{Finding, Report};
use crate::lint::Check;
use crate::lints;
use crate::symptom::{Command, Log, Symptom};

/// A ticket in the making.
#[derive(Default)]
struct Ticket {
    seen: Vec<String>,
    causes: Vec<String>,
    on_client: Vec<String>,
    on_gateway: Vec<String>,
    open: Vec<String>,
    sources: Vec<String>,
}

/// A ticket of symptoms, each with where it was seen: the words that were asked for, or a line of a log.
#[must_use]
pub fn ticket_of_symptoms(seen: &[(String, &Symptom)]) -> String {
    let mut ticket = Ticket::default();
    for (place, symptom) in seen {
        ticket.seen.push(format!("{}: {}", escaped(place), escaped(symptom.title())));
        ticket.symptom(symptom);
    }
    ticket.page()
}

/// A ticket of a log.
#[must_use]
pub fn ticket_of_log(name: &str, log: &Log) -> String {
    let mut ticket = Ticket::default();
    for seen in &log.seen {
        let times = if seen.times > 1 {
            format!(" ({} times)", grouped(seen.times))
        } else {
            String::new()
        };
        ticket.seen.push(format!(
            "{}, line {}{times}: {}: {}",
            escaped(name),
            seen.line,
            escaped(seen.symptom.title()),
            escaped(&seen.text)
        ));
        ticket.symptom(seen.symptom);
    }
    if log.seen.is_empty() {
        ticket.seen.push(format!(
            "{}: {}, none of them is known to be an error of a VPN",
            escaped(name),
            counted(log.lines, "line")
        ));
    }
    for named in &log.unknown {
        ticket.open.push(format!("{} in line {} is not known", escaped(&named.code), named.line));
    }
    ticket.page()
}

/// A ticket of a report.
#[must_use]
pub fn ticket_of_report(report: &Report) -> String {
    let mut ticket = Ticket::default();
    let mut properties = Properties::of(report);
    for finding in shown(report) {
        ticket.finding(report, finding, &mut properties);
    }
    if ticket.seen.is_empty() && report.nothing_checked.is_none() {
        ticket.seen.push("nothing is wrong in what was checked".to_owned());
    }
    ticket.open.extend(report.nothing_checked.iter().map(|why| escaped(why)));
    let mut open: Vec<String> = report
        .not_evaluated
        .iter()
        .map(|entry| escaped(&format!("{}: {}", entry.lint, entry.reason)))
        .collect();
    open.dedup();
    ticket.open.extend(open);
    ticket.page()
}

impl Ticket {
    fn symptom(&mut self, symptom: &Symptom) {
        self.causes.extend(symptom.causes().iter().map(|cause| escaped(&cause.text)));
        self.on_client.extend(symptom.client_steps().iter().map(|step| escaped(step)));
        for lint in symptom.lints() {
            // What is on the client is in its files, which the same commands read.
            if let Some(lint) = lints::find(lint).filter(|lint| !is_of_client(lint.check)) {
                self.on_gateway.push(format!(
                    "look whether {} ({})",
                    escaped(lint.summary),
                    lint.id
                ));
            }
        }
        if symptom.commands().contains(&Command::ClientReport) {
            self.on_client.push(
                "run the script that `gatelint client-report` prints, and check its report: it looks for the causes on the machine"
                    .to_owned(),
            );
        }
        if !self.on_gateway.is_empty() {
            let commands = symptom.commands().into_iter();
            let commands: Vec<&str> = commands
                .filter(|command| *command != Command::ClientReport)
                .map(Command::as_str)
                .collect();
            self.on_gateway.push(format!("`{}` looks for all of it", commands.join("`, `")));
        }
        let sources = symptom.sources().iter();
        self.sources.extend(
            sources.map(|source| format!("{}: {}", escaped(&source.name), escaped(&source.at))),
        );
    }

    fn finding(&mut self, report: &Report, finding: &Finding, properties: &mut Properties<'_>) {
        let subject =
            finding.subject.as_ref().map(|subject| format!(", {}", resource(report, subject)));
        self.seen.push(format!(
            "{}{}: {}: {}",
            escaped(&finding_place(report, finding, properties)),
            escaped(&subject.unwrap_or_default()),
            finding.severity.word(),
            escaped(&finding.message)
        ));
        let Some(lint) = lints::find(finding.lint) else { return };
        self.causes.push(format!("{} ({})", escaped(lint.summary), lint.id));
        if let Some(help) = &finding.help {
            let list =
                if is_of_client(lint.check) { &mut self.on_client } else { &mut self.on_gateway };
            list.push(escaped(help));
        }
        let sources = lint.docs.split("## Sources").nth(1).unwrap_or_default();
        self.sources
            .extend(sources.lines().filter_map(|line| line.strip_prefix("- ")).map(str::to_owned));
    }

    fn page(self) -> String {
        let mut out = String::new();
        let parts = [
            ("What was seen", self.seen, "nothing"),
            ("Cause", self.causes, "not known"),
            ("What to do now on the client", self.on_client, "nothing"),
            ("What to do now on the gateway", self.on_gateway, "nothing"),
            ("Not known", self.open, ""),
            ("Sources", self.sources, "none"),
        ];
        for (heading, lines, none) in parts {
            if lines.is_empty() && none.is_empty() {
                continue;
            }
            let _ = writeln!(out, "## {heading}\n");
            let mut said = BTreeSet::new();
            for line in lines.iter().filter(|line| said.insert(line.as_str())) {
                let _ = writeln!(out, "- {line}");
            }
            if lines.is_empty() {
                let _ = writeln!(out, "- {none}");
            }
            out.push('\n');
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        out
    }
}

/// Whether a lint looks at what is on the client: its profile, its certificate.
fn is_of_client(check: Check) -> bool {
    matches!(
        check,
        Check::Package(_) | Check::Profile(_) | Check::Machine(_) | Check::CertificateFile(_)
    )
}
