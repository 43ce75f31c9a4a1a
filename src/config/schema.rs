//! The JSON schema of `gatelint.toml`, made from the list of its keys.

use serde_json::{Map, Value, json};

use super::keys::{KEYS, KeyKind, LEVELS, SettingsKey};

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

fn table(keys: &[SettingsKey]) -> Value {
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

fn kind(kind: &KeyKind) -> Value {
    match kind {
        KeyKind::Text => json!({ "type": "string" }),
        KeyKind::List => json!({ "type": "array", "items": { "type": "string" } }),
        KeyKind::Count => json!({ "type": "integer", "minimum": 1, "maximum": 100_000 }),
        KeyKind::Day => json!({ "type": "string", "format": "date" }),
        KeyKind::Word(words) => json!({ "enum": words }),
        KeyKind::Levels => {
            json!({ "type": "object", "additionalProperties": { "enum": LEVELS } })
        }
        KeyKind::Tables(keys) => json!({ "type": "array", "items": table(keys) }),
    }
}
