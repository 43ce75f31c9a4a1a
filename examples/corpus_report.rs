//! What a folder of strangers' files gives: `cargo run --release --example corpus_report -- FOLDER`.
//!
//! Counts of findings by lint and file, of what was not evaluated by reason, and of what the templates expand to.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use arm_template::{NoLoader, Options, Reason, SourceId};
use gatelint::finding::Report;
use gatelint::run::{Request, check};
use gatelint::source::Given;

fn main() -> std::io::Result<()> {
    let out = &mut std::io::stdout().lock();
    let Some(folder) = std::env::args().nth(1) else {
        return writeln!(out, "usage: corpus_report FOLDER");
    };
    let today = "2026-11-24".parse().expect("a date");
    let report = check(&Request::new(vec![Given::Path(PathBuf::from(&folder))], today));
    findings(&report, out)?;
    unevaluated(&report, out)?;
    expansions(Path::new(&folder), out)
}

fn findings(report: &Report, out: &mut impl Write) -> std::io::Result<()> {
    let mut by_lint: BTreeMap<(&str, &str), BTreeMap<&str, usize>> = BTreeMap::new();
    for finding in &report.findings {
        let files = by_lint.entry((finding.severity.word(), finding.lint)).or_default();
        *files.entry(report.sources.name(finding.span.source)).or_default() += 1;
    }
    writeln!(out, "{} sources, {} gateways", report.checked.sources, report.checked.gateways)?;
    for ((severity, lint), files) in by_lint {
        writeln!(out, "{severity} {lint}: {}", files.values().sum::<usize>())?;
        for (file, count) in files {
            writeln!(out, "    {count} {file}")?;
        }
    }
    Ok(())
}

fn unevaluated(report: &Report, out: &mut impl Write) -> std::io::Result<()> {
    let mut by_reason: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in &report.not_evaluated {
        *by_reason.entry(&entry.reason).or_default() += 1;
    }
    let mut sorted: Vec<_> = by_reason.into_iter().collect();
    sorted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    writeln!(out, "not evaluated: {}", report.not_evaluated.len())?;
    for (reason, count) in sorted {
        writeln!(out, "    {count} {reason}")?;
    }
    Ok(())
}

#[derive(Default)]
struct Expanded {
    templates: usize,
    resources: usize,
    unknown: BTreeMap<&'static str, usize>,
    missing: BTreeMap<String, usize>,
    problems: BTreeMap<String, usize>,
}

/// Every template by itself, with its defaults.
fn expansions(folder: &Path, out: &mut impl Write) -> std::io::Result<()> {
    let mut sum = Expanded::default();
    let files = gatelint::source::walk(folder).files;
    for file in files {
        let Ok(bytes) = std::fs::read(&file.path) else { continue };
        let Ok(decoded) = arm_template::decode(&bytes) else { continue };
        let Some(node) = arm_template::parse(&decoded.text, SourceId(0)).node else { continue };
        let schema = node
            .get("$schema")
            .and_then(arm_template::Node::as_str)
            .unwrap_or_default()
            .to_lowercase();
        if schema.contains("deploymenttemplate.json") {
            sum.add(&node);
        }
    }
    writeln!(out, "{} templates expand to {} resources", sum.templates, sum.resources)?;
    for (reason, count) in sum.unknown {
        writeln!(out, "    {count} unknown: {reason}")?;
    }
    for (function, count) in sum.missing {
        writeln!(out, "    {count} not implemented: {function}")?;
    }
    for (problem, count) in sum.problems {
        writeln!(out, "    {count} problem: {problem}")?;
    }
    Ok(())
}

impl Expanded {
    fn add(&mut self, template: &arm_template::Node) {
        let expansion = arm_template::expand(template, &Options::default(), &NoLoader);
        self.templates += 1;
        self.resources += expansion.resources.len();
        for gap in expansion.unknowns() {
            if let Reason::NotImplemented(function) = &gap.unknown.reason {
                *self.missing.entry(function.to_string()).or_default() += 1;
            }
            *self.unknown.entry(kind(&gap.unknown.reason)).or_default() += 1;
        }
        for problem in expansion.problems {
            *self
                .problems
                .entry(format!("{:?}: {}", problem.kind, problem.message))
                .or_default() += 1;
        }
    }
}

fn kind(reason: &Reason) -> &'static str {
    match reason {
        Reason::ParameterWithoutValue(_) => "a parameter without a value",
        Reason::OpenDefault(_) => "a default that stands for nothing",
        Reason::KeyVault(_) => "a Key Vault reference",
        Reason::Runtime(_) => "a function that only the deployment can answer",
        Reason::Secret => "a secret that is given",
        Reason::Place(_) => "something about the place of the deployment",
        Reason::Unrepeatable(_) => "a function that gives another value each time",
        Reason::NotImplemented(_) => "a function that is not implemented",
        Reason::Failed(_) => "an expression in error",
        Reason::Token(_) => "a token that is replaced later",
        Reason::Linked(_) => "a linked template that was not read",
        Reason::Unread(_) => "a file that was not read",
        Reason::Limit(_) => "a bound that was reached",
        Reason::Apply(_) => "known only after apply",
    }
}
