//! Holds `docs/client-report.schema.json`, the reader and the reports of the examples to each other.

use std::path::{Path, PathBuf};

use vpn_client_files::report;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn published() -> serde_json::Value {
    let text = std::fs::read_to_string(root().join("docs/client-report.schema.json"));
    serde_json::from_str(&text.expect("the schema")).expect("JSON")
}

/// The published file is what the types give. `UPDATE_SCHEMA=1 cargo test --test library client_report` writes it.
#[test]
fn the_published_schema_is_that_of_the_types() {
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        let path = root().join("docs/client-report.schema.json");
        std::fs::write(path, format!("{:#}\n", report::schema())).expect("the schema is written");
    }
    assert_eq!(published(), report::schema());
}

/// A value that a schema takes.
fn value_of(schema: &serde_json::Value) -> serde_json::Value {
    use serde_json::{Map, Value, json};
    if let Some(any) = schema.get("anyOf").and_then(Value::as_array) {
        return value_of(&any[0]);
    }
    if let Some(word) = schema.get("const") {
        return word.clone();
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words[0].clone();
    }
    let kind = &schema["type"];
    let kind = kind.as_array().map_or(kind, |kinds| &kinds[0]);
    match kind.as_str().expect("a type") {
        "string" => json!("text"),
        "boolean" => json!(true),
        "integer" => json!(7),
        "array" => json!([value_of(&schema["items"])]),
        "object" => {
            let properties = schema["properties"].as_object().expect("properties");
            let members = properties.iter().map(|(name, part)| (name.clone(), value_of(part)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        other => panic!("{other}"),
    }
}

#[test]
fn what_the_schema_takes_the_reader_reads_whole() {
    let document = value_of(&published());
    let validator = jsonschema::validator_for(&published()).expect("a schema");
    assert!(validator.is_valid(&document));
    let parsed = arm_template::parse(&document.to_string(), arm_template::SourceId(0));
    let read = report::read(&parsed.node.expect("JSON")).expect("a report").expect("read");
    assert!(read.unknown.is_empty() && read.failures().is_empty(), "{:?}", read.failures());
    assert!(read.events.value().is_some_and(|events| events.len() == 1));
}

#[test]
fn the_schema_refuses_what_is_no_report() {
    let validator = jsonschema::validator_for(&published()).expect("a schema");
    let mut document = value_of(&published());
    document["certificates"] = serde_json::json!({ "error": "access denied" });
    assert!(validator.is_valid(&document));
    document["certificates"] = serde_json::json!([{ "thumbprint": "without a store" }]);
    assert!(!validator.is_valid(&document));
    assert!(!validator.is_valid(&serde_json::json!({ "kind": "gatelint client report" })));
}
