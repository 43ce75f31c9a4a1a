//! `yamldecode()` and `yamlencode()`.

use std::collections::HashMap;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle};
use traced_values::Origin;

use crate::function::answer::{Answer, CallFault};
use crate::function::arguments;
use crate::function::arguments::{Arguments, wrong};
use crate::value::{Entries, Number, Value, ValueKind, text_of};

/// Values that a document may come to, aliases counted each time.
const MOST: usize = 100_000;

/// How deeply they may lie within each other.
const DEEPEST: usize = 128;

pub(crate) fn yamldecode(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let text = given.text(0)?;
    let origin = Origin::computed("yamldecode", given.at, vec![given.values[0].origin.clone()]);
    let mut reader = YamlReader {
        events: Parser::new_from_str(&text),
        origin,
        anchors: HashMap::new(),
        left: MOST,
    };
    let value = reader.document().map_err(|message| wrong(0, message))?;
    Ok(Answer::Kept(value.marked(given.values[0].sensitive)))
}

/// Puts a document together from a parser's events.
struct YamlReader<'t> {
    events: Parser<'t, saphyr_parser::StrInput<'t>>,
    origin: Origin,
    anchors: HashMap<usize, Value>,
    left: usize,
}

impl<'t> YamlReader<'t> {
    fn next(&mut self) -> Result<Event<'t>, String> {
        match self.events.next() {
            Some(Ok((event, _))) => Ok(event),
            _ => Err("the string is not YAML".to_owned()),
        }
    }

    fn document(&mut self) -> Result<Value, String> {
        let mut value = None;
        loop {
            match self.next()? {
                Event::StreamEnd => break,
                Event::DocumentStart(_) if value.is_some() => {
                    return Err("there is more than one YAML document".to_owned());
                }
                Event::DocumentStart(_) => {
                    let first = self.next()?;
                    value = Some(self.value(first, 0)?);
                }
                _ => {}
            }
        }
        value.ok_or_else(|| "there is no YAML document".to_owned())
    }

    fn value(&mut self, event: Event<'t>, depth: usize) -> Result<Value, String> {
        if depth > DEEPEST || self.left == 0 {
            return Err("the YAML is larger than is evaluated".to_owned());
        }
        self.left -= 1;
        let (kind, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = tag.is_some_and(|tag| tag.suffix == "str");
                let plain = matches!(style, ScalarStyle::Plain) && !is_text;
                let kind =
                    if plain { plain_scalar(&text)? } else { ValueKind::Text((&*text).into()) };
                (kind, anchor)
            }
            Event::Alias(anchor) => {
                let value = self.anchors.get(&anchor).cloned();
                let value = value.ok_or_else(|| "an alias names nothing".to_owned())?;
                let weight = usize::try_from(value.weight()).unwrap_or(usize::MAX);
                self.left = self.left.saturating_sub(weight);
                return Ok(value);
            }
            Event::SequenceStart(anchor, _) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        Event::SequenceEnd => break,
                        event => items.push(self.value(event, depth + 1)?),
                    }
                }
                (ValueKind::Tuple(Arc::new(items)), anchor)
            }
            Event::MappingStart(anchor, _) => {
                (ValueKind::Object(Arc::new(self.entries(depth)?)), anchor)
            }
            _ => return Err("the string is not YAML".to_owned()),
        };
        let value = Value::new(kind, self.origin.clone());
        if anchor > 0 {
            self.anchors.insert(anchor, value.clone());
        }
        Ok(value)
    }

    fn entries(&mut self, depth: usize) -> Result<Entries, String> {
        let mut entries = Entries::new();
        let mut merged = Entries::new();
        loop {
            let key = match self.next()? {
                Event::MappingEnd => break,
                Event::Scalar(text, ScalarStyle::Plain, ..) if text == "<<" => None,
                event => Some(self.value(event, depth + 1)?),
            };
            let event = self.next()?;
            let value = self.value(event, depth + 1)?;
            match key {
                Some(key) => {
                    let name = text_of(&key)
                        .ok_or_else(|| "a key must be a string, a number or a bool".to_owned())?;
                    entries.insert(name, value);
                }
                None => {
                    if let Some(more) = value.as_entries() {
                        merged.extend((**more).clone());
                    }
                }
            }
        }
        merged.extend(entries);
        Ok(merged)
    }
}

/// A scalar without quotes, by the rules of YAML 1.1 that Terraform keeps to.
fn plain_scalar(text: &str) -> Result<ValueKind, String> {
    let refused = || "a number in the YAML is no finite one".to_owned();
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(ValueKind::Null),
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            return Ok(ValueKind::Bool(true));
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            return Ok(ValueKind::Bool(false));
        }
        ".inf" | ".Inf" | ".INF" | "+.inf" | "-.inf" | ".nan" | ".NaN" | ".NAN" => {
            return Err(refused());
        }
        _ => {}
    }
    if let Some(number) = whole(&text.replace('_', "")).or_else(|| decimal(text)) {
        return Ok(ValueKind::Number(number));
    }
    if let Ok(date) = text.parse::<jiff::civil::Date>()
        && text.len() == 10
    {
        return Ok(ValueKind::Text(format!("{date}T00:00:00Z").into()));
    }
    Ok(ValueKind::Text(text.into()))
}

/// A whole number, with the base its prefix tells.
fn whole(text: &str) -> Option<Number> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (base, digits) = match digits.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") => (2, &digits[2..]),
        _ if digits.len() > 1 && digits.starts_with('0') => (8, &digits[1..]),
        _ => (10, digits),
    };
    if digits.starts_with(['-', '+']) {
        return None;
    }
    Number::parse_radix(&format!("{sign}{digits}"), base)
}

fn decimal(text: &str) -> Option<Number> {
    let first = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !first.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.') {
        return None;
    }
    Number::parse(text)
}

pub(crate) fn yamlencode(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let mut text = String::new();
    let value = &given.values[0];
    let is_block = value.as_str().is_some_and(|text| text.contains('\n'));
    write(value, usize::from(is_block), false, &mut text);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    // A plain scalar alone is ended explicitly.
    if matches!(value.kind, ValueKind::Null | ValueKind::Bool(_) | ValueKind::Number(_)) {
        text.push_str("...\n");
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
