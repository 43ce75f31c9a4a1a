//! gatelint as a library: checks what is named and prints one line for each finding.
//!
//! `cargo run --example library -- examples/hub`

use std::io::Write;

use gatelint::run::{Request, check};
use gatelint::source::Given;

fn main() -> std::io::Result<()> {
    let paths = std::env::args_os().skip(1).map(|path| Given::Path(path.into()));
    let today = "2026-11-24".parse().expect("a date");
    let report = check(&Request::new(paths.collect(), today));
    let out = &mut std::io::stdout().lock();
    for finding in &report.findings {
        let start = report.sources.position(finding.span.source, finding.span.start);
        let name = report.sources.name(finding.span.source);
        writeln!(out, "{name}:{}: {}: {}", start.line, finding.severity, finding.message)?;
    }
    writeln!(out, "{} checks could not be evaluated", report.not_evaluated.len())
}
