//! The JSON schema of `gatelint.toml`, made from the list of its keys.

use serde_json::{Map, Value, json};

use super::keys::{KEYS, Key, Kind, LEVELS};

/// The schema, as `docs/gatelint.schema.json` publishes it.
#[must_use]
pub fn schema() -> Value {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:gatelint:schema:settings:1",
        "title": "The settings of gatelint, gatelint.toml",
    });
    let Value::Object(members) = table(KEYS) else { unreachable!("a table is an object") };
    for (name, value) in members {
        schema[name] = value;
    }
    schema
}

fn table(keys: &[Key]) -> Value {
    let mut properties = Map::new();
    for key in keys {
        let mut value = kind(&key.kind);
        value["description"] = key.words.into();
        properties.insert(key.name.to_owned(), value);
    }
    let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut table = json!({ "type": "object", "additionalProperties": false });
    if !required.is_empty() {
        table["required"] = required.into();
    }
    table["properties"] = Value::Object(properties);
    table
}

fn kind(kind: &Kind) -> Value {
    match kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::List => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Count => json!({ "type": "integer", "minimum": 1, "maximum": 100_000 }),
        Kind::Day => json!({ "type": "string", "format": "date" }),
        Kind::Word(words) => json!({ "enum": words }),
        Kind::Levels => {
            json!({ "type": "object", "additionalProperties": { "enum": LEVELS } })
        }
        Kind::Tables(keys) => json!({ "type": "array", "items": table(keys) }),
    }
}
