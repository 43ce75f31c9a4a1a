//! Logging commands of Azure Pipelines: errors and warnings on the page of the run.

use std::fmt::Write as _;

use crate::counts::counted;
use crate::finding::{Finding, Report, Severity};
use crate::report::content::words::{in_full, live, place, shown};

/// How a logging command begins. The agent finds it anywhere in a line; with a word before it, no line of any output
/// begins with a command, and so that one that does is known not to be ours.
/// Source: `Command.TryParse` of microsoft/azure-pipelines-agent.
const COMMAND: &str = "gatelint: ##vso[";

/// One logging command for each error and warning. Azure Pipelines has none for notes: they are plain lines.
#[must_use]
pub fn azure(report: &Report) -> String {
    let mut out = String::new();
    for finding in shown(report) {
        match finding.severity {
            Severity::Error => issue(report, finding, "error", &mut out),
            Severity::Warning => issue(report, finding, "warning", &mut out),
            Severity::Note => {
                let line = if report.looked_at.is_some() {
                    format!("note[{}]: {}", finding.lint, live(report, finding))
                } else {
                    let (place, words) = (place(report, finding.span), in_full(finding));
                    format!("{place}: note[{}]: {words}", finding.lint)
                };
                let _ = writeln!(out, "{}", plain(&line.replace('\n', "; ")));
            }
        }
    }
    if !report.not_evaluated.is_empty() {
        let count = counted(report.not_evaluated.len(), "check");
        let _ = writeln!(out, "{count} could not be evaluated; --verbose lists them");
    }
    out
}

/// The command that puts a Markdown file on the page of the run.
#[must_use]
pub fn azure_summary(file: &str) -> String {
    format!("{COMMAND}task.uploadsummary]{}\n", data(file))
}

fn issue(report: &Report, finding: &Finding, kind: &str, out: &mut String) {
    if report.looked_at.is_some() {
        // What was read live is in no file of the repository.
        let (code, words) = (property(finding.lint), data(&live(report, finding)));
        let _ = writeln!(out, "{COMMAND}task.logissue type={kind};code={code};]{words}");
        return;
    }
    let source = report.sources.get(finding.span.source);
    let start = report.sources.position(finding.span.source, finding.span.start);
    let _ =
        write!(out, "{COMMAND}task.logissue type={kind};sourcepath={};", property(&source.name));
    if source.binary.is_none() {
        let _ = write!(out, "linenumber={};columnnumber={};", start.line, start.column);
    }
    let _ = writeln!(out, "code={};]{}", property(finding.lint), data(&in_full(finding)));
}

/// A line that is no command, whatever a name in it says.
fn plain(line: &str) -> String {
    line.replace("##", "# #")
}

fn data(text: &str) -> String {
    text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(']', "%5D").replace(';', "%3B")
}
