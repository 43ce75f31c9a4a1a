//! YAML as JSON values, which the tests look into.

use saphyr::{LoadableYamlNode as _, Scalar, Yaml};
use serde_json::{Value, json};

/// The only document of the text.
pub(crate) fn read(name: &str, text: &str) -> Value {
    let documents = Yaml::load_from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(documents.len(), 1, "{name}: one document");
    value(&documents[0])
}

fn value(yaml: &Yaml<'_>) -> Value {
    match yaml {
        Yaml::Value(Scalar::Boolean(value)) => json!(value),
        Yaml::Value(Scalar::Integer(value)) => json!(value),
        Yaml::Value(Scalar::FloatingPoint(value)) => json!(value.into_inner()),
        Yaml::Value(Scalar::String(value)) => json!(value),
        Yaml::Sequence(items) => items.iter().map(value).collect(),
        Yaml::Mapping(members) => members
            .iter()
            .map(|(key, member)| {
                let key = value(key);
                (key.as_str().map_or_else(|| key.to_string(), str::to_owned), value(member))
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
        _ => Value::Null,
    }
}
