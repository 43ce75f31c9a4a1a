//! Any bytes as a file that is checked and reported.
#![no_main]

use arm_template::Span;
use gatelint::finding::Report;
use gatelint::report::{TextOptions, json, sarif, text};
use gatelint::run::{Request, check};
use gatelint::source::Given;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let given = Given::Bytes { name: "given".to_owned(), bytes: bytes.to_vec() };
    let report = check(&Request::new(vec![given], "2026-11-24".parse().expect("a date")));
    for finding in &report.findings {
        inside(&report, finding.span);
        finding.related.iter().for_each(|related| inside(&report, related.span));
        for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
            inside(&report, edit.span);
        }
    }
    report.not_evaluated.iter().filter_map(|entry| entry.span).for_each(|span| inside(&report, span));
    report.secrets.iter().for_each(|span| inside(&report, *span));
    let options = TextOptions { verbose: true, ..TextOptions::default() };
    let _ = (text(&report, options), json(&report), sarif(&report));
});

/// The place stands in its source, and cuts no character of a text.
fn inside(report: &Report, span: Span) {
    let source = report.sources.get(span.source);
    let stands = match &source.binary {
        Some(bytes) => bytes.get(span.range()).is_some(),
        None => source.text.get(span.range()).is_some(),
    };
    assert!(stands, "{span:?} stands in the source");
}
