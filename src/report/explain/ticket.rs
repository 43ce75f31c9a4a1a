//! A page of Markdown to paste into a ticket: what was seen, the cause, what to do on the client and on the gateway, sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::what_else;
use crate::counts::{counted, grouped};
use crate::finding::{Finding, Report};
use crate::lint::Check;
use crate::lints;
use crate::report::content::property::Properties;
use crate::report::content::words::{finding_place, resource, shown};
use crate::report::markdown::escaped;
use crate::symptom::{Citation, LogDiagnosis, SuggestedCommand, Symptom, without_secrets};

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

/// A ticket of what was asked for, and of the symptoms that it surely means.
#[must_use]
pub fn ticket_of_query(query: &str, symptoms: &[&Symptom]) -> String {
    let mut ticket = Ticket::default();
    let query = without_secrets(query);
    for symptom in symptoms {
        ticket.seen.push(format!("{}: {}", escaped(&query), escaped(symptom.title())));
        ticket.symptom(symptom);
    }
    if symptoms.is_empty() {
        ticket.seen.push(format!("{}: nothing is known about it", escaped(&query)));
        ticket.look_elsewhere();
    }
    ticket.page()
}

/// A ticket of a log.
#[must_use]
pub fn ticket_of_log(name: &str, log: &LogDiagnosis) -> String {
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
            "{}: {}, none of them a known VPN error",
            escaped(name),
            counted(log.lines, "line")
        ));
    }
    for complaint in &log.complaints {
        ticket.seen.push(format!(
            "{}, line {}: {}",
            escaped(name),
            complaint.line,
            escaped(&complaint.text)
        ));
    }
    if !log.has_cause() {
        ticket.look_elsewhere();
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
        ticket.seen.push("no faults in the checked files".to_owned());
    }
    ticket.open.extend(report.nothing_checked.iter().map(|why| escaped(why)));
    let mut checks: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for entry in &report.not_evaluated {
        let remedy = entry.remedy.as_ref().map(|remedy| format!("; {remedy}"));
        let why = format!("{}{}", entry.reason, remedy.unwrap_or_default());
        checks.entry(why).or_default().insert(entry.lint);
    }
    for (reason, lints) in &checks {
        let names: Vec<&str> = lints.iter().copied().take(MOST_NAMED).collect();
        let more = lints.len() - names.len();
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        ticket.open.push(format!("{} ({}{more})", escaped(reason), names.join(", ")));
    }
    ticket.page()
}

/// So many checks that rest on one reason are named.
const MOST_NAMED: usize = 3;

impl Ticket {
    fn look_elsewhere(&mut self) {
        let (client, gateway) = what_else::items();
        self.on_client.extend(client);
        self.on_gateway.extend(gateway);
    }

    fn symptom(&mut self, symptom: &Symptom) {
        self.causes.extend(symptom.causes().iter().map(|cause| prose(&cause.text)));
        self.on_client.extend(symptom.client_steps().iter().map(|step| prose(step)));
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
        if symptom.commands().contains(&SuggestedCommand::ClientReport) {
            self.on_client.push(
                "run the script from `gatelint client-report`, and check its report: it covers the causes on the computer"
                    .to_owned(),
            );
        }
        if !self.on_gateway.is_empty() {
            let commands = symptom.commands().into_iter();
            let commands: Vec<&str> = commands
                .filter(|command| *command != SuggestedCommand::ClientReport)
                .map(SuggestedCommand::as_str)
                .collect();
            self.on_gateway.push(format!("`{}` checks all of it", commands.join("`, `")));
        }
        self.sources.extend(symptom.sources().iter().map(link));
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
            ("What to do on the client", self.on_client, "nothing"),
            ("What to do on the gateway", self.on_gateway, "nothing"),
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

/// Words of the catalogue, in which commands stand between backticks.
fn prose(text: &str) -> String {
    if text.matches('`').count() % 2 == 1 {
        return escaped(text);
    }
    let mut out = String::with_capacity(text.len());
    for (at, part) in text.split('`').enumerate() {
        if at % 2 == 1 {
            out.extend(["`", part, "`"]);
        } else {
            out.push_str(&escaped(part));
        }
    }
    out
}

/// A source as a link, where its address is one of the Web or of a file in a repository.
fn link(source: &Citation) -> String {
    let at = match source.at.split_once(':') {
        Some((repository, path)) if !path.starts_with("//") && !path.contains(' ') => {
            format!("https://github.com/{repository}/blob/HEAD/{path}")
        }
        _ => source.at.clone(),
    };
    if at.starts_with("https://") {
        // Brackets would end the link.
        let at = at.replace('(', "%28").replace(')', "%29");
        format!("[{}]({at})", escaped(&source.name))
    } else {
        format!("{}: {}", escaped(&source.name), escaped(&at))
    }
}

/// Whether a lint looks at what is on the client: its profile, its certificate.
fn is_of_client(check: Check) -> bool {
    matches!(
        check,
        Check::Package(_) | Check::Profile(_) | Check::Machine(_) | Check::CertificateFile(_)
    )
}
