//! Values as a program writes them.

use std::fmt::Write as _;

use serde_json::Value;

/// The value as Bicep writes it, on one line.
///
/// ```
/// let value = serde_json::json!({ "a-b": ["it's ${x}", 1.5], "c": null });
/// assert_eq!(bicep::literal(&value), r"{ 'a-b': ['it\'s \${x}', json('1.5')], c: null }");
/// ```
#[must_use]
pub fn literal(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) if number.is_i64() => number.to_string(),
        // There are no fractions in Bicep.
        Value::Number(number) => format!("json('{number}')"),
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(literal).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{}: {}", key(name), literal(value)))
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
    }
}

fn key(name: &str) -> String {
    let mut letters = name.chars();
    let plain = letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|next| next.is_ascii_alphanumeric() || next == '_')
        && !matches!(name, "true" | "false" | "null");
    if plain { name.to_owned() } else { quoted(name) }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => quoted.push_str(r"\\"),
            '\'' => quoted.push_str(r"\'"),
            '\n' => quoted.push_str(r"\n"),
            '\r' => quoted.push_str(r"\r"),
            '\t' => quoted.push_str(r"\t"),
            '$' if letters.peek() == Some(&'{') => quoted.push_str(r"\$"),
            other if other.is_control() => {
                let _ = write!(quoted, "\\u{{{:x}}}", u32::from(other));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('\'');
    quoted
}

/// The value as Bicep writes it, with a line for each member of an object and each object of a list.
///
/// ```
/// let value = serde_json::json!({ "a": [{ "b": 1 }, { "b": 2 }], "c": [1, 2] });
/// let text = "{\n  a: [\n    {\n      b: 1\n    }\n    {\n      b: 2\n    }\n  ]\n  c: [1, 2]\n}";
/// assert_eq!(bicep::literal_in_lines(&value), text);
/// ```
#[must_use]
pub fn literal_in_lines(value: &Value) -> String {
    let mut out = String::new();
    lines(value, 0, &mut out);
    out
}

fn lines(value: &Value, depth: usize, out: &mut String) {
    let (begin, end) = ("  ".repeat(depth + 1), "  ".repeat(depth));
    match value {
        Value::Object(members) if !members.is_empty() => {
            out.push_str("{\n");
            for (name, value) in members {
                let _ = write!(out, "{begin}{}: ", key(name));
                lines(value, depth + 1, out);
                out.push('\n');
            }
            let _ = write!(out, "{end}}}");
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            out.push_str("[\n");
            for item in items {
                out.push_str(&begin);
                lines(item, depth + 1, out);
                out.push('\n');
            }
            let _ = write!(out, "{end}]");
        }
        other => out.push_str(&literal(other)),
    }
}
