//! Holds `docs/gatelint.schema.json`, the code and the examples of the docs to each other.

use std::path::{Path, PathBuf};

use gatelint::config::{Settings, SettingsFile, schema};
use serde_json::{Value, json};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

fn published() -> Value {
    let text = std::fs::read_to_string(docs().join("gatelint.schema.json")).expect("the schema");
    serde_json::from_str(&text).expect("JSON")
}

fn faults(text: &str) -> Vec<String> {
    let file = SettingsFile {
        name: "gatelint.toml".to_owned(),
        path: docs(),
        folder: docs(),
        text: text.into(),
    };
    match Settings::of(file, |_| Vec::new()) {
        Ok(_) => Vec::new(),
        Err(gatelint::config::SettingsError::Faulty { faults, .. }) => {
            faults.into_iter().map(|fault| fault.message).collect()
        }
        Err(other) => vec![other.to_string()],
    }
}

/// The published file is what the list of keys gives. `UPDATE_SCHEMA=1 cargo test --test library settings_schema` writes it.
#[test]
fn the_published_schema_is_that_of_the_code() {
    let path = docs().join("gatelint.schema.json");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, format!("{:#}\n", schema())).expect("the schema is written");
    }
    assert_eq!(published(), schema());
}

/// A value that a part of the schema takes, as TOML, and one that it does not.
fn values(part: &Value) -> (String, String) {
    if let Some(words) = part["enum"].as_array() {
        return (words[0].to_string(), "\"no such word\"".to_owned());
    }
    match part["type"].as_str().expect("a type") {
        "string" if part["format"] == "date" => ("\"2027-01-31\"".into(), "\"31.1.2027\"".into()),
        "string" => ("\"schema.toml\"".into(), "true".into()),
        "integer" => (part["minimum"].to_string(), "\"many\"".into()),
        "object" => {
            let (good, bad) = values(&part["additionalProperties"]);
            (format!("{{ \"dns-*\" = {good} }}"), format!("{{ \"dns-*\" = {bad} }}"))
        }
        "array" if part["items"]["type"] == "string" => {
            ("[\"gatelint.schema.json\"]".into(), "[1]".into())
        }
        "array" => (format!("[{}]", row(&part["items"], None)), "[1]".into()),
        other => panic!("{other}"),
    }
}

/// A row of a table of the schema, without one key.
fn row(table: &Value, without: Option<&str>) -> String {
    let properties = table["properties"].as_object().expect("keys");
    let keys: Vec<String> = properties
        .iter()
        .filter(|(name, _)| Some(name.as_str()) != without)
        .map(|(name, part)| format!("{name} = {}", values(part).0))
        .collect();
    format!("{{ {} }}", keys.join(", "))
}

#[test]
fn what_the_schema_takes_the_code_takes_and_what_it_refuses_the_code_refuses() {
    let published = published();
    let validator = jsonschema::validator_for(&published).expect("a schema");
    let properties = published["properties"].as_object().expect("keys");
    assert!(properties.len() > 10);
    for (name, part) in properties {
        let (good, bad) = values(part);
        // The one list of folders.
        let good = if name == "bicep-modules" { "[\".\"]".to_owned() } else { good };
        let (good, bad) = (format!("{name} = {good}"), format!("{name} = {bad}"));
        assert_eq!(faults(&good), Vec::<String>::new(), "{good}");
        assert!(validator.is_valid(&as_json(&good)), "{good}");
        assert!(!faults(&bad).is_empty(), "{bad}");
        if part["format"] != "date" {
            // A format is a note to editors, not a rule of the validator.
            assert!(!validator.is_valid(&as_json(&bad)), "{bad}");
        }
        let Some(table) = part.get("items").filter(|items| items["type"] == "object") else {
            continue;
        };
        for key in table["required"].as_array().expect("required keys") {
            let lacking = format!("{name} = [{}]", row(table, key.as_str()));
            assert!(!faults(&lacking).is_empty(), "{lacking}");
            assert!(!validator.is_valid(&as_json(&lacking)), "{lacking}");
        }
        let extra = format!("{name} = [{}]", row(table, None).replacen("{ ", "{ extra = 1, ", 1));
        assert!(!faults(&extra).is_empty() && !validator.is_valid(&as_json(&extra)), "{extra}");
    }
    assert!(!faults("extra = 1").is_empty());
    assert!(!validator.is_valid(&json!({ "extra": 1 })));
}

fn as_json(text: &str) -> Value {
    let value: toml::Value = toml::from_str(text).expect("TOML");
    plain(value)
}

/// TOML's days are strings to the schema, as editors of TOML show them.
fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(when) => json!(when.to_string()),
        toml::Value::Array(items) => items.into_iter().map(plain).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(name, value)| (name, plain(value))).collect())
        }
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(truth) => json!(truth),
    }
}

/// The ```` ```toml ```` blocks of a page.
fn blocks(page: &str) -> Vec<String> {
    page.split("```toml\n")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once("```")?.0.to_owned()))
        .collect()
}

#[test]
fn the_examples_of_the_docs_are_settings() {
    let published = published();
    let validator = jsonschema::validator_for(&published).expect("a schema");
    let mut seen = std::collections::BTreeSet::new();
    for name in ["settings.md", "suppressions.md", "fixes.md"] {
        let page = std::fs::read_to_string(docs().join(name)).expect("a page");
        for block in blocks(&page) {
            let json = as_json(&block);
            let wrong: Vec<String> =
                validator.iter_errors(&json).map(|fault| fault.to_string()).collect();
            assert!(wrong.is_empty(), "{name}: {wrong:?}\n{block}");
            // The files that a block names need not be there.
            let left: Vec<String> = faults(&block)
                .into_iter()
                .filter(|fault| {
                    !(fault.starts_with("the file doesn't")
                        || fault.starts_with("the folder doesn't"))
                })
                .collect();
            assert!(left.is_empty(), "{name}: {left:?}\n{block}");
            let file = SettingsFile {
                name: name.to_owned(),
                path: docs(),
                folder: docs(),
                text: block.into(),
            };
            if let Ok(settings) = Settings::of(file, |_| Vec::new()) {
                assert_eq!(gatelint::select::unknown_names(&settings), [], "{name}");
            }
            seen.extend(json.as_object().expect("a table").keys().cloned());
        }
    }
    let keys: Vec<&String> = published["properties"].as_object().expect("keys").keys().collect();
    for key in keys {
        assert!(seen.contains(key), "no example shows the key {key}");
    }
}
