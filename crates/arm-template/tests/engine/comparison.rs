//! When an answer of ours is the same as the deployment engine's.
//!
//! What the engine leaves as an expression may be left as the same expression, or resolved further; a secret may be masked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value};

/// One place where the answers are not the same.
pub(crate) struct Difference {
    /// The way to it.
    pub(crate) place: String,
    /// What kind of difference.
    pub(crate) class: &'static str,
    /// What the engine says.
    pub(crate) engine: Value,
    /// What we say.
    pub(crate) ours: Value,
}

/// What differs without being a fault.
const FINE: [&str; 3] = ["further", "masked", "spelling"];

/// What a resource has for the deployment only.
const ASIDE: [&str; 7] =
    ["dependsOn", "condition", "comments", "metadata", "copy", "existing", "symbolicName"];

/// What the engine can't know offline, and who knows the cloud can.
const CLOUD: [(&str, &str); 6] = [
    ("environment().suffixes.storage", "'core.windows.net'"),
    ("environment().suffixes.keyvaultdns", "'.vault.azure.net'"),
    ("environment().suffixes.sqlserverhostname", "'.database.windows.net'"),
    ("environment().resourcemanager", "'https://management.azure.com/'"),
    ("environment().authentication.loginendpoint", "'https://login.microsoftonline.com/'"),
    ("environment().portal", "'https://portal.azure.com'"),
];

/// What may be resolved further than the engine does offline.
static FURTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(reference|environment|list\w*|parameters|deployment|getKeyVaultSecret|pickZones)\(")
        .expect("it is a regex")
});

static CALL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:reference|list\w*)\((.)(/?)([^',)]*)").expect("it is a regex")
});

/// Whether two values are equal as JSON: 1 and 1.0 are, 1 and true aren't.
pub(crate) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => match (whole(one), whole(other)) {
            (Some(one), Some(other)) => one == other,
            _ => one.as_f64() == other.as_f64(),
        },
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(name, one)| other.get(name).is_some_and(|other| same(one, other)))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        _ => one == other,
    }
}

/// The whole number that a number is, exactly.
#[expect(clippy::cast_possible_truncation, reason = "no number without fraction is cut here")]
fn whole(number: &serde_json::Number) -> Option<i128> {
    let float =
        |number: f64| (number.fract() == 0.0 && number.abs() < 1e38).then_some(number as i128);
    let int = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    int.or_else(|| number.as_f64().and_then(float))
}

/// Whether the value is the text of an expression.
pub(crate) fn is_residual(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with('[') && !text.starts_with("[["))
}

/// An expression in one spelling.
pub(crate) fn plain(text: &str) -> String {
    let mut text: String =
        text.chars().filter(|sign| !sign.is_whitespace()).flat_map(char::to_lowercase).collect();
    for (call, value) in CLOUD {
        text = text.replace(call, value);
    }
    text
}

/// Whether a reference was resolved to what the template declares: other resources are named, all of them in full.
fn through(engine: &str, ours: &str) -> bool {
    let named = |text: &str| -> BTreeSet<String> {
        CALL.captures_iter(text).map(|call| call[3].to_lowercase()).collect()
    };
    named(engine) != named(ours)
        && CALL.captures_iter(ours).all(|call| &call[1] == "'" && &call[2] == "/")
}

/// Whether ours is the object or list that the engine leaves as a call of `createObject()` or `createArray()`.
fn is_opened(engine: &str, ours: &Value) -> bool {
    (ours.is_object() || ours.is_array()) && plain(engine) == plain(&format!("[{}]", call(ours)))
}

/// The expression that makes a value.
fn call(value: &Value) -> String {
    let all = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::Object(object) => {
            let members = object.iter().flat_map(|(name, value)| [quoted(name), call(value)]);
            format!("createObject({})", all(members.collect()))
        }
        Value::Array(items) => format!("createArray({})", all(items.iter().map(call).collect())),
        Value::String(text) if is_residual(value) => text[1..text.len() - 1].to_owned(),
        Value::String(text) => quoted(text),
        Value::Number(number) => number.to_string(),
        Value::Bool(_) | Value::Null => format!("{value}()"),
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Gathers where two values differ.
fn gather(place: &str, engine: &Value, ours: &Value, found: &mut Vec<Difference>) {
    match (engine, ours) {
        (Value::Object(engine), Value::Object(ours)) => members(place, engine, ours, found),
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (index, (engine, ours)) in one.iter().zip(other).enumerate() {
                gather(&format!("{place}[{index}]"), engine, ours, found);
            }
        }
        _ if same(engine, ours) => {}
        _ => found.push(Difference {
            place: place.to_owned(),
            class: class(engine, ours),
            engine: engine.clone(),
            ours: ours.clone(),
        }),
    }
}

fn members(
    place: &str,
    engine: &Map<String, Value>,
    ours: &Map<String, Value>,
    found: &mut Vec<Difference>,
) {
    let names: BTreeSet<_> = engine.keys().chain(ours.keys()).collect();
    for name in names {
        let top = place.is_empty();
        if top && ASIDE.contains(&name.as_str()) {
            continue;
        }
        let place = format!("{place}.{name}");
        let (class, engine, ours) = match (engine.get(name), ours.get(name)) {
            (Some(engine), Some(ours)) => {
                gather(&place, engine, ours, found);
                continue;
            }
            (None, Some(ours)) if !(top && (ours.is_null() || name == "scope")) => {
                ("only ours", Value::Null, ours.clone())
            }
            (Some(engine), None) if !engine.is_null() => {
                ("only the engine's", engine.clone(), Value::Null)
            }
            _ => continue,
        };
        found.push(Difference { place, class, engine, ours });
    }
}

fn class(engine: &Value, ours: &Value) -> &'static str {
    if engine.is_array() && ours.is_array() {
        return "length";
    }
    if engine.is_boolean() || ours.is_boolean() {
        return "value";
    }
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match (is_residual(engine), is_residual(ours)) {
        (true, true) => {
            let (engine, ours) = (text(engine), text(ours));
            if plain(&engine) == plain(&ours) {
                "spelling"
            } else if FURTHER.is_match(&engine) && through(&engine, &ours) {
                "further"
            } else {
                "residual"
            }
        }
        (true, false) if FURTHER.is_match(&text(engine)) || is_opened(&text(engine), ours) => {
            "further"
        }
        (true, false) => "the engine leaves an expression",
        (false, _) if ours.as_str() == Some("***") => "masked",
        (false, true) => "we leave an expression",
        (false, false) => "value",
    }
}

/// What differs between two resources, or two objects of outputs, and is a fault.
fn faults(engine: &Value, ours: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    gather("", engine, ours, &mut found);
    found.retain(|difference| !FINE.contains(&difference.class));
    found
}

/// The name that two resources share when they are the same one.
type Key = (String, String);

fn key(resource: &Value) -> Key {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let id = resource.get("id").filter(|id| !id.is_null() && id.as_str() != Some(""));
    let id = id.or_else(|| resource.get("name")).unwrap_or(&Value::Null);
    (text(&resource["type"]).to_lowercase(), text(id).to_lowercase())
}

/// Puts each of our resources of one id to that of the engine's which it differs least from.
fn pair_up(engine: &[&Value], ours: &mut [&Value]) {
    for (place, resource) in engine.iter().enumerate() {
        let left = ours.iter().enumerate().skip(place);
        if let Some((best, _)) = left.min_by_key(|(_, other)| faults(resource, other).len()) {
            ours.swap(place, best);
        }
    }
}

/// What differs between what the engine and what we expect of a deployment; `engine` and `ours` hold `resources` and `outputs`.
pub(crate) fn differences(engine: &Value, ours: &Value) -> Vec<Difference> {
    let mut by_key: BTreeMap<Key, [Vec<&Value>; 2]> = BTreeMap::new();
    for (side, answer) in [engine, ours].into_iter().enumerate() {
        for resource in answer["resources"].as_array().into_iter().flatten() {
            let key = key(resource);
            if side == 0 || key.0 != "microsoft.resources/deployments" {
                by_key.entry(key).or_default()[side].push(resource);
            }
        }
    }
    let mut found = Vec::new();
    let (mut only_engine, mut only_ours) = (Vec::new(), Vec::new());
    for (key, [mut engine, mut ours]) in by_key {
        if engine.len() > 1 {
            pair_up(&engine, &mut ours);
        }
        let name = key.1.rsplit('/').next().unwrap_or_default();
        for (engine, ours) in engine.iter().zip(&ours) {
            let faults = faults(engine, ours).into_iter();
            found.extend(
                faults.map(|fault| Difference { place: format!("{name}{}", fault.place), ..fault }),
            );
        }
        let both = engine.len().min(ours.len());
        only_engine.extend(engine.drain(both..).map(|resource| (key.clone(), resource)));
        only_ours.extend(ours.drain(both..).map(|resource| (key.clone(), resource)));
    }
    for (key, resource) in only_engine {
        match only_ours.iter().position(|(other, ours)| is_same(&key, resource, other, ours)) {
            Some(place) => drop(only_ours.remove(place)),
            None => found.push(Difference {
                place: key.1,
                class: "a resource only of the engine",
                engine: resource.clone(),
                ours: Value::Null,
            }),
        }
    }
    found.extend(only_ours.into_iter().map(|(key, resource)| Difference {
        place: key.1,
        class: "a resource only of ours",
        engine: Value::Null,
        ours: resource.clone(),
    }));
    let outputs = faults(&engine["outputs"], &ours["outputs"]).into_iter();
    found.extend(
        outputs.map(|fault| Difference { place: format!("outputs{}", fault.place), ..fault }),
    );
    found
}

/// Whether a resource whose id the engine leaves open is one of ours: it is the same in all else.
fn is_same(key: &Key, engine: &Value, other: &Key, ours: &Value) -> bool {
    let open = engine["id"].as_str().is_some_and(|id| id.starts_with('[') && FURTHER.is_match(id));
    open && key.0 == other.0
        && faults(engine, ours).iter().all(|fault| [".id", ".name"].contains(&fault.place.as_str()))
}
