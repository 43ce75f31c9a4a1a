//! A report to paste: a summary, the findings by severity, what could not be evaluated.

use std::fmt::Write as _;

use super::content::grouping::{GroupBy, ordered};
use super::content::property::Properties;
use super::content::snippet::excerpt;
use super::content::words::{finding_place, gap, one_line, place, resource, shown, symptom};
use crate::counts::{counted, grouped};
use crate::finding::{Finding, Report, Severity, Unevaluated};

/// The Markdown report.
#[must_use]
pub fn markdown(report: &Report, group_by: Option<GroupBy>) -> String {
    markdown_within(report, group_by, usize::MAX)
}

/// The Markdown report, of at most about this many bytes: what does not fit is counted instead.
#[must_use]
pub fn markdown_within(report: &Report, group_by: Option<GroupBy>, limit: usize) -> String {
    let mut out = String::from("## gatelint\n\n");
    summary(report, &mut out);
    scanned(report, &mut out);
    changed(report, &mut out);
    let tail = not_evaluated(report, limit / 4);
    let room = limit.saturating_sub(tail.len() + 200);
    let mut left_out = 0;
    let mut properties = Properties::of(report);
    for (heading, findings) in sections(report, group_by) {
        let mut headed = false;
        for finding in findings {
            let text = of_finding(report, finding, &mut properties);
            if left_out > 0 || out.len() + text.len() > room {
                left_out += 1;
                continue;
            }
            if !headed {
                let _ = writeln!(out, "\n### {heading}");
                headed = true;
            }
            out.push_str(&text);
        }
    }
    if left_out > 0 {
        let _ =
            writeln!(out, "\n{} omitted because of the size limit.", counted(left_out, "finding"));
    }
    out.push_str(&tail);
    out
}

/// The findings with their headings: by severity unless something else is asked for.
fn sections(report: &Report, group_by: Option<GroupBy>) -> Vec<(String, Vec<&Finding>)> {
    if group_by.is_some() {
        let groups = ordered(report, group_by).into_iter();
        return groups.map(|group| (escaped(&group.title()), group.findings)).collect();
    }
    let of = |severity, heading: &str| {
        let findings = shown(report).filter(|finding| finding.severity == severity);
        (heading.to_owned(), findings.collect())
    };
    vec![
        of(Severity::Error, "Errors"),
        of(Severity::Warning, "Warnings"),
        of(Severity::Note, "Notes"),
    ]
}

/// What changed since an earlier report.
fn changed(report: &Report, out: &mut String) {
    let (Some(line), Some(since)) = (super::content::overview::since(report), &report.since) else {
        return;
    };
    let _ = writeln!(out, "\n{}", escaped(&line));
    for (at, gone) in since.gone.iter().enumerate() {
        if at == 0 {
            out.push('\n');
        }
        let on = gone.resource.as_deref().map_or_else(String::new, |name| format!(" on {name}"));
        let words = format!("{on}: {}", gone.message);
        let _ = writeln!(out, "- gone: {}{}", code(&gone.lint), escaped(&words));
    }
}

fn summary(report: &Report, out: &mut String) {
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| grouped(report.count(severity)));
    let checked = &report.checked;
    let _ = writeln!(
        out,
        "| Errors | Warnings | Notes | Suppressed | Not evaluated | Gateways | Files |\n\
         | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n\
         | {errors} | {warnings} | {notes} | {} | {} | {} | {} |",
        grouped(report.suppressed()),
        grouped(report.not_evaluated.len()),
        grouped(checked.gateways),
        grouped(checked.sources),
    );
}

/// What a scan looked at, and what it could not read.
fn scanned(report: &Report, out: &mut String) {
    let Some(looked) = &report.looked_at else { return };
    out.push('\n');
    for (name, value) in super::content::overview::about(report) {
        let _ = writeln!(out, "- **{name}:** {}", escaped(&value));
    }
    for gaps in looked.gaps_by_reason() {
        let _ = writeln!(out, "- **Not read:** {}", escaped(&gap(&gaps)));
    }
}

fn of_finding(report: &Report, finding: &Finding, properties: &mut Properties<'_>) -> String {
    let mut out = format!("\n#### {}\n\n", escaped(&finding.message));
    let _ = write!(
        out,
        "{} · {}",
        code(finding.lint),
        code(&finding_place(report, finding, properties))
    );
    if let Some(subject) = &finding.subject {
        let _ = write!(out, " · {}", escaped(&resource(report, subject)));
    }
    if let Some(change) = finding.change {
        let _ = write!(out, " · {}", change.word());
    }
    out.push('\n');
    if let Some(shown) = excerpt(report, finding.span) {
        let before = shown.text[..shown.place.start].chars().count();
        let under = shown.text[shown.place.clone()].chars().count().max(1);
        let number = shown.line.to_string();
        let text = format!(
            "{number} | {}\n{:width$} | {:before$}{:^<under$}",
            one_line(&shown.text),
            "",
            "",
            "",
            width = number.len()
        );
        let fence = fence(&text);
        let _ = writeln!(out, "\n{fence}text\n{text}\n{fence}");
    }
    if finding.help.is_some() || !finding.symptoms.is_empty() || !finding.related.is_empty() {
        out.push('\n');
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(out, "- **Help:** {}", escaped(help));
    }
    if !finding.symptoms.is_empty() {
        let symptoms: Vec<_> =
            finding.symptoms.iter().map(|code| escaped(&symptom(code))).collect();
        let _ = writeln!(out, "- **Users see:** {}", symptoms.join(", "));
    }
    for related in &finding.related {
        let _ = writeln!(
            out,
            "- {}: {}",
            code(&place(report, related.span)),
            escaped(&related.message)
        );
    }
    out
}

fn not_evaluated(report: &Report, limit: usize) -> String {
    if report.not_evaluated.is_empty() {
        return String::new();
    }
    let mut out = String::from(
        "\n### Not evaluated\n\n| Check | Resource | Reason | Remedy |\n| --- | --- | --- | --- |\n",
    );
    for (at, entry) in report.not_evaluated.iter().enumerate() {
        if out.len() > limit {
            let _ = writeln!(
                out,
                "\n{} omitted because of the size limit.",
                counted(report.not_evaluated.len() - at, "check")
            );
            break;
        }
        row(report, entry, &mut out);
    }
    out
}

fn row(report: &Report, entry: &Unevaluated, out: &mut String) {
    let resource = entry
        .subject
        .as_ref()
        .map_or_else(String::new, |subject| escaped(&resource(report, subject)));
    let place = entry.span.map_or_else(String::new, |span| {
        format!(" ({})", code(&place(report, span)).replace('|', "\\|"))
    });
    let remedy = escaped(entry.remedy.as_deref().unwrap_or_default());
    let _ = writeln!(
        out,
        "| {} | {resource} | {}{place} | {remedy} |",
        code(entry.lint),
        escaped(&entry.reason)
    );
}

/// The text so that Markdown shows it as it is, on one line, and makes no link, mention or reference of any of it.
pub(super) fn escaped(text: &str) -> String {
    let line = one_line(text);
    let words: Vec<String> = line.split(' ').map(word).collect();
    words.join(" ")
}

/// One word. What GitHub, GitLab or Azure DevOps would turn into a link stands in a code span: they look for names of
/// people and teams, numbers of issues, commits and addresses in everything else, escaped or not.
fn word(word: &str) -> String {
    if is_live(word) {
        // The sign is not escaped in code, but in a table it ends the cell.
        return code(word).replace('|', "\\|");
    }
    let mut out = String::with_capacity(word.len());
    for letter in word.chars() {
        if "\\`*_[]<>|".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

fn is_live(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    word.contains(['@', '#', '!', '~', '%', '&', '$', '['])
        || lower.contains("://")
        || lower.contains("www.")
        || pieces(word).any(is_commit)
        || word.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').any(is_key)
}

fn pieces(word: &str) -> impl Iterator<Item = &str> {
    word.split(|letter: char| !letter.is_ascii_alphanumeric())
}

/// Whether this may be the beginning of the hash of a commit.
fn is_commit(piece: &str) -> bool {
    (7..=40).contains(&piece.len()) && piece.bytes().all(|letter| letter.is_ascii_hexdigit())
}

/// Whether this may be the key of an issue: capital letters and a number, as in `GH-12`.
fn is_key(piece: &str) -> bool {
    piece.split_once('-').is_some_and(|(letters, number)| {
        !letters.is_empty()
            && letters.bytes().all(|letter| letter.is_ascii_uppercase())
            && number.bytes().next().is_some_and(|digit| digit.is_ascii_digit())
    })
}

/// A code span, fenced by more backticks than stand in it.
fn code(text: &str) -> String {
    let text = one_line(text);
    let ticks = "`".repeat(longest_run(&text) + 1);
    if text.starts_with('`') || text.ends_with('`') {
        format!("{ticks} {text} {ticks}")
    } else {
        format!("{ticks}{text}{ticks}")
    }
}

fn fence(text: &str) -> String {
    "`".repeat((longest_run(text) + 1).max(3))
}

fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0)
}
