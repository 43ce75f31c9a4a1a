//! `yamldecode()` and `yamlencode()`.

use std::sync::Arc;

use saphyr::{LoadableYamlNode as _, Scalar, Yaml};
use traced_values::Origin;

use super::arguments::{self, Arguments, wrong};
use super::{Answer, Wrong};
use crate::value::{Entries, Kind, Number, Value};

pub(super) fn yamldecode(given: &Arguments<'_>) -> Result<Answer, Wrong> {
    let text = given.text(0)?;
    let documents = Yaml::load_from_str(&text).map_err(|_| wrong(0, "the string is not YAML"))?;
    let origin = Origin::computed("yamldecode", given.at, vec![given.values[0].origin.clone()]);
    let sensitive = given.values[0].sensitive;
    let value = match &documents[..] {
        [] => Value::new(Kind::Null, origin),
        [only] => decoded(only, &origin, 0)
            .ok_or_else(|| wrong(0, "the YAML has keys or values that a value can't have"))?,
        _ => return Err(wrong(0, "there is more than one YAML document")),
    };
    Ok(Answer::Kept(value.marked(sensitive)))
}

fn decoded(yaml: &Yaml<'_>, origin: &Origin, depth: usize) -> Option<Value> {
    if depth > 128 {
        return None;
    }
    let kind = match yaml {
        Yaml::Value(Scalar::Null) => Kind::Null,
        Yaml::Value(Scalar::Boolean(truth)) => Kind::Bool(*truth),
        Yaml::Value(Scalar::Integer(number)) => Kind::Number(Number::from(*number)),
        Yaml::Value(Scalar::FloatingPoint(number)) => {
            Kind::Number(Number::parse(&number.to_string())?)
        }
        Yaml::Value(Scalar::String(text)) => Kind::Text((&**text).into()),
        Yaml::Sequence(items) => {
            let items: Option<Vec<_>> =
                items.iter().map(|item| decoded(item, origin, depth + 1)).collect();
            Kind::Tuple(Arc::new(items?))
        }
        Yaml::Mapping(entries) => {
            let mut made = Entries::new();
            for (key, value) in entries {
                let key = decoded(key, origin, depth + 1)?;
                made.insert(super::text_of(&key)?, decoded(value, origin, depth + 1)?);
            }
            Kind::Object(Arc::new(made))
        }
        _ => return None,
    };
    Some(Value::new(kind, origin.clone()))
}

pub(super) fn yamlencode(given: &Arguments<'_>) -> Result<Answer, Wrong> {
    let mut text = String::new();
    write(&given.values[0], 0, false, &mut text);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    arguments::text(text)
}

fn write(value: &Value, depth: usize, in_list: bool, text: &mut String) {
    let indent = "  ".repeat(depth);
    if let Some(items) = value.as_items() {
        if items.is_empty() {
            text.push_str("[]");
            return;
        }
        for (place, item) in items.iter().enumerate() {
            if place > 0 || !in_list {
                text.push_str(&indent);
            }
            text.push_str("- ");
            write(item, depth + 1, true, text);
            end_line(text);
        }
    } else if let Some(entries) = value.as_entries() {
        if entries.is_empty() {
            text.push_str("{}");
            return;
        }
        for (place, (name, value)) in entries.iter().enumerate() {
            if place > 0 || !in_list {
                text.push_str(&indent);
            }
            text.push_str(&super::json::encoded(&Value::text(name.clone(), value.origin.clone())));
            text.push(':');
            let nested = value.as_items().is_some_and(|items| !items.is_empty())
                || value.as_entries().is_some_and(|entries| !entries.is_empty());
            if nested {
                text.push('\n');
                let depth = if value.as_items().is_some() { depth } else { depth + 1 };
                write(value, depth, false, text);
            } else {
                text.push(' ');
                write(value, depth + 1, false, text);
            }
            end_line(text);
        }
    } else if let Some(inner) = value.as_str().filter(|inner| inner.contains('\n')) {
        block(inner, depth, text);
    } else {
        text.push_str(&super::json::encoded(value));
    }
}

/// A text of several lines as a literal block.
fn block(inner: &str, depth: usize, text: &mut String) {
    let kept = inner.ends_with('\n');
    let style = match (kept, inner.ends_with("\n\n")) {
        (_, true) => "|+",
        (true, _) => "|",
        _ => "|-",
    };
    text.push_str(style);
    let indent = "  ".repeat(depth);
    for line in inner.strip_suffix('\n').unwrap_or(inner).split('\n') {
        text.push('\n');
        if !line.is_empty() {
            text.push_str(&indent);
            text.push_str(line);
        }
    }
}

fn end_line(text: &mut String) {
    if !text.ends_with('\n') {
        text.push('\n');
    }
}
