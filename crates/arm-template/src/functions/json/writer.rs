//! Values as JSON text, as the functions `string` and `format` write them.

use std::fmt::Write as _;

use crate::functions::argument::{DEEPEST, MOST_BYTES};
use crate::functions::numbers::format::shortest;
use crate::functions::{Call, Fault};
use crate::{Node, Reason, Value};

/// How the strings inside are quoted.
#[derive(Clone, Copy)]
pub(crate) enum Quotes {
    /// As JSON wants it.
    Double,
    /// As `format` writes arrays and objects.
    Single,
}

/// The value as compact JSON.
pub(crate) fn compact(call: &Call<'_>, value: &Value, quotes: Quotes) -> Result<String, Fault> {
    written(call, value, JsonWriter { text: String::new(), quotes, most: MOST_BYTES })
}

/// The value as JSON that may be longer than a text that other functions make.
pub(crate) fn comparable(call: &Call<'_>, value: &Value) -> Result<String, Fault> {
    let quotes = Quotes::Double;
    written(call, value, JsonWriter { text: String::new(), quotes, most: LONGEST_KEY })
}

/// The longest text that a value is written as: 16 MiB.
const LONGEST_KEY: usize = 16 << 20;

fn written(call: &Call<'_>, value: &Value, mut writer: JsonWriter) -> Result<String, Fault> {
    match writer.value(value, DEEPEST) {
        Ok(()) => Ok(writer.text),
        Err(WriteFault::Unknown(reason)) => Err(Fault::Unknown(reason)),
        Err(WriteFault::TooBig) => {
            Err(call.too_much("works on a text that is too long, or on values nested too deeply"))
        }
    }
}

/// The value as `concat`, `join`, `format` and `string` write it: text as it stands, `True`, no text for null.
pub(crate) fn plain(call: &Call<'_>, value: &Value, quotes: Quotes) -> Result<String, Fault> {
    Ok(match value {
        Value::Null => String::new(),
        Value::Bool(truth) => if *truth { "True" } else { "False" }.into(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => shortest(*number),
        Value::String(text) => text.to_string(),
        Value::Array(_) | Value::Object(_) | Value::Unknown(_) | Value::Expression(_) => {
            return compact(call, value, quotes);
        }
    })
}

enum WriteFault {
    Unknown(Reason),
    TooBig,
}

struct JsonWriter {
    text: String,
    quotes: Quotes,
    /// The most bytes.
    most: usize,
}

impl JsonWriter {
    fn value(&mut self, value: &Value, depth: usize) -> Result<(), WriteFault> {
        let depth = depth.checked_sub(1).ok_or(WriteFault::TooBig)?;
        if self.text.len() > self.most {
            return Err(WriteFault::TooBig);
        }
        match value {
            Value::Null => self.text.push_str("null"),
            Value::Bool(truth) => self.text.push_str(if *truth { "true" } else { "false" }),
            Value::Int(number) => self.text.push_str(&number.to_string()),
            // JSON has no such number: the word stands for it.
            Value::Float(number) if number.is_infinite() => {
                self.string(&shortest(*number));
            }
            Value::Float(number) => self.text.push_str(&float(*number)),
            Value::String(text) => self.string(text),
            Value::Array(array) => {
                self.text.push('[');
                self.items(array.items(), depth)?;
                self.text.push(']');
            }
            Value::Object(object) => {
                self.text.push('{');
                for (place, member) in object.members().iter().enumerate() {
                    if place > 0 {
                        self.text.push(',');
                    }
                    self.string(&member.name);
                    self.text.push(':');
                    self.value(&member.value.value, depth)?;
                }
                self.text.push('}');
            }
            Value::Unknown(unknown) => return Err(WriteFault::Unknown(unknown.reason.clone())),
            Value::Expression(expression) => {
                return Err(WriteFault::Unknown(Reason::NotImplemented(expression.text().into())));
            }
        }
        Ok(())
    }

    fn items(&mut self, items: &[Node], depth: usize) -> Result<(), WriteFault> {
        for (place, item) in items.iter().enumerate() {
            if place > 0 {
                self.text.push(',');
            }
            self.value(&item.value, depth)?;
        }
        Ok(())
    }

    fn string(&mut self, text: &str) {
        let quote = match self.quotes {
            Quotes::Double => '"',
            Quotes::Single => '\'',
        };
        self.text.push(quote);
        for character in text.chars() {
            match character {
                '\\' => self.text.push_str("\\\\"),
                '\u{8}' => self.text.push_str("\\b"),
                '\t' => self.text.push_str("\\t"),
                '\n' => self.text.push_str("\\n"),
                '\u{c}' => self.text.push_str("\\f"),
                '\r' => self.text.push_str("\\r"),
                character if character == quote => self.text.extend(['\\', quote]),
                // Line separators would end a line in JavaScript, so Microsoft's JSON writer escapes them too.
                '\0'..='\u{1f}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                    let _ = write!(self.text, "\\u{:04x}", character as u32);
                }
                character => self.text.push(character),
            }
        }
        self.text.push(quote);
    }
}

/// A number with fraction stays one: `3.0`.
fn float(number: f64) -> String {
    let text = shortest(number);
    if text.contains(['.', 'E', 'N', 'I']) { text } else { format!("{text}.0") }
}
