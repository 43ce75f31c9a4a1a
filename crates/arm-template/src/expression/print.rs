//! Values and accesses written as an expression again, for what is left when a part can't be known.

use std::fmt::Write as _;

use crate::{Node, Value};

/// Writes values as expressions, up to a length.
pub(crate) struct Printer<'a> {
    text: String,
    most: usize,
    mask: &'a dyn Mask,
}

/// Knows which values must not be shown.
pub(crate) trait Mask {
    /// What to write instead of the value.
    fn mask(&self, node: &Node) -> Option<String>;
}

impl<'a> Printer<'a> {
    pub(crate) fn new(most: usize, mask: &'a dyn Mask) -> Self {
        Self { text: String::new(), most, mask }
    }

    /// The text; none when it grew too long.
    pub(crate) fn finish(self) -> Option<String> {
        (!self.is_full()).then_some(self.text)
    }

    pub(crate) fn is_full(&self) -> bool {
        self.text.len() > self.most
    }

    pub(crate) fn raw(&mut self, text: &str) {
        if !self.is_full() {
            self.text.push_str(text);
        }
    }

    /// A value: strings in single quotes, `createObject(…)`, `createArray(…)`, and unknown ones by what is left of them.
    pub(crate) fn value(&mut self, node: &Node) {
        if self.is_full() {
            return;
        }
        if let Some(mask) = self.mask.mask(node) {
            return self.raw(&mask);
        }
        match &node.value {
            Value::Null => self.raw("null()"),
            Value::Bool(truth) => self.raw(if *truth { "true()" } else { "false()" }),
            Value::Int(number) => self.int(*number),
            Value::Float(number) => self.raw(&format!("json('{number:?}')")),
            Value::String(text) => self.quoted(text),
            Value::Array(array) => {
                self.raw("createArray(");
                for (place, item) in array.items().iter().enumerate() {
                    self.comma(place);
                    self.value(item);
                }
                self.raw(")");
            }
            Value::Object(object) => {
                self.raw("createObject(");
                for (place, member) in object.members().iter().enumerate() {
                    self.comma(place);
                    self.quoted(&member.name);
                    self.raw(", ");
                    self.value(&member.value);
                }
                self.raw(")");
            }
            Value::Unknown(unknown) => self.raw(&unknown.residual),
            Value::Expression(expression) => self.raw(&expression.text()),
        }
    }

    /// Integer literals have 32 bits; larger ones go through `json()`, as Bicep writes them.
    fn int(&mut self, number: i64) {
        let text = if i32::try_from(number).is_ok() {
            number.to_string()
        } else {
            format!("json('{number}')")
        };
        self.raw(&text);
    }

    pub(crate) fn quoted(&mut self, text: &str) {
        if text.len() > self.most {
            // Too long whatever else comes: leave the text beyond its bound.
            self.text.extend(std::iter::repeat_n(' ', self.most + 1));
            return;
        }
        let _ = write!(self.text, "'{}'", text.replace('\'', "''"));
    }

    pub(crate) fn comma(&mut self, place: usize) {
        if place > 0 {
            self.raw(", ");
        }
    }
}

/// An access as it is written: `.name`, or `['na-me']`.
pub(crate) fn accessor(name: &str) -> String {
    let mut characters = name.chars();
    let plain = characters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && characters.all(|next| next.is_alphanumeric() || next == '_');
    if plain { format!(".{name}") } else { format!("['{}']", name.replace('\'', "''")) }
}
