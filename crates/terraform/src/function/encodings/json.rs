//! `jsonencode()` and `jsondecode()`.

use std::sync::Arc;

use traced_values::{Origin, SourceId};

use crate::function::answer::{Answer, CallFault};
use crate::function::arguments;
use crate::function::arguments::{Arguments, wrong};
use crate::value::{Entries, Number, Value, ValueKind};

pub(crate) fn jsonencode(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::text(encoded(&given.values[0]))
}

/// The value as JSON, with `<`, `>` and `&` escaped as Go does.
pub(crate) fn encoded(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match &value.kind {
        ValueKind::Null | ValueKind::Unknown(_) => text.push_str("null"),
        ValueKind::Bool(truth) => text.push_str(if *truth { "true" } else { "false" }),
        ValueKind::Number(number) => text.push_str(&number.to_string()),
        ValueKind::Text(inner) => write_text(inner, text),
        ValueKind::List(items) | ValueKind::Set(items) | ValueKind::Tuple(items) => {
            text.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        ValueKind::Map(_) | ValueKind::Object(_) | ValueKind::Resource(_) => {
            text.push('{');
            let entries = value.as_entries().expect("these have entries");
            for (place, (name, value)) in entries.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                write_text(name, text);
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
    }
}

fn write_text(inner: &str, text: &mut String) {
    let plain = serde_json::Value::String(inner.to_owned()).to_string();
    for letter in plain.chars() {
        match letter {
            '<' => text.push_str("\\u003c"),
            '>' => text.push_str("\\u003e"),
            '&' => text.push_str("\\u0026"),
            '\u{2028}' => text.push_str("\\u2028"),
            '\u{2029}' => text.push_str("\\u2029"),
            '\u{7f}' => text.push('\u{7f}'),
            _ => text.push(letter),
        }
    }
    // Go writes these two by number.
    if text.contains("\\b") || text.contains("\\f") {
        let replaced = text.replace("\\\\", "\u{0}").replace("\\b", "\\u0008");
        *text = replaced.replace("\\f", "\\u000c").replace('\u{0}', "\\\\");
    }
}

pub(crate) fn jsondecode(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let text = given.text(0)?;
    let refused = |_| wrong(0, "the string is not JSON");
    // The standard's JSON alone: no comments, no trailing commas. Numbers are kept as they are written.
    serde_json::from_str::<serde::de::IgnoredAny>(&text).map_err(refused)?;
    let parsed = traced_values::parse_json(&text, SourceId(u32::MAX), &traced_values::Data);
    let node = parsed.node.ok_or_else(|| wrong(0, "the string is not JSON"))?;
    let origin = Origin::computed("jsondecode", given.at, vec![given.values[0].origin.clone()]);
    let sensitive = given.values[0].sensitive;
    Ok(Answer::Kept(decoded(&node, &text, &origin).marked(sensitive)))
}

fn decoded(node: &traced_values::Node, text: &str, origin: &Origin) -> Value {
    use traced_values::Value as Plain;
    let kind = match &node.value {
        Plain::Bool(truth) => ValueKind::Bool(*truth),
        Plain::Int(_) | Plain::Float(_) => {
            let written = text.get(node.span().range()).unwrap_or("");
            Number::parse(written).map_or(ValueKind::Null, ValueKind::Number)
        }
        Plain::String(text) => ValueKind::Text(text.clone()),
        Plain::Array(_) => ValueKind::Tuple(Arc::new(
            node.items().iter().map(|item| decoded(item, text, origin)).collect(),
        )),
        Plain::Object(_) => {
            let entries: Entries = node
                .members()
                .iter()
                .map(|member| (member.name.clone(), decoded(&member.value, text, origin)))
                .collect();
            ValueKind::Object(Arc::new(entries))
        }
        _ => ValueKind::Null,
    };
    Value::new(kind, origin.clone())
}
