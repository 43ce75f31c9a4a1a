//! Holds the JSON report to its published schema, on the reports of all failing examples.

use std::path::{Path, PathBuf};

use gatelint::report::json;
use gatelint::run::{Request, check};
use gatelint::source::Given;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn validator() -> jsonschema::Validator {
    let text = std::fs::read_to_string(root().join("docs/report.schema.json")).expect("the schema");
    let schema: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
}

#[test]
fn every_report_of_the_examples_fits_the_schema() {
    let validator = validator();
    let mut findings = 0;
    let mut unevaluated = 0;
    for lint in gatelint::lints::ALL {
        let room = root().join("lints").join(lint.id.replace('-', "_"));
        let request = Request::new(vec![Given::Path(room)], "2026-11-24".parse().expect("a date"));
        let report = check(&request);
        findings += report.findings.len();
        unevaluated += report.not_evaluated.len();
        let document: serde_json::Value = serde_json::from_str(&json(&report)).expect("JSON");
        let faults: Vec<String> = validator
            .iter_errors(&document)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{}: {}", lint.id, faults.join("\n"));
    }
    assert!(
        findings > 0 && unevaluated > 0,
        "the examples show both findings and what is not evaluated"
    );
}

#[test]
fn the_schema_refuses_what_is_no_report() {
    let validator = validator();
    assert!(!validator.is_valid(&serde_json::json!({ "version": 2 })));
    assert!(!validator.is_valid(&serde_json::json!({})));
}
