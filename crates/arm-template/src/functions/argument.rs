//! Reading a call's arguments, and saying what is wrong with them.

use std::sync::Arc;

use super::unicode::units;
use super::{Call, Fault};
use crate::{Array, Member, Node, Object, Origin, ProblemKind, Value};

/// The longest text that a function makes, in UTF-16 units: Azure's own bound.
const LONGEST_TEXT: usize = 131_072;
/// So many bytes are a longer text whatever they are: none of UTF-8's characters takes more than three a unit.
pub(super) const MOST_BYTES: usize = 3 * LONGEST_TEXT;
/// The most elements that a function puts into one array.
pub(super) const MOST_ELEMENTS: usize = 1 << 20;
/// The most values that one function looks at.
pub(super) const MOST_VALUES: usize = 1 << 22;
/// How deep a function looks into arrays and objects.
pub(super) const DEEPEST: usize = 256;

impl<'a> Call<'a> {
    /// The argument at this place, counted from 0.
    pub(super) fn arg(&self, index: usize) -> Result<&'a Node, Fault> {
        self.args.get(index).ok_or_else(|| {
            self.fault(ProblemKind::ArgumentCount, &format!("has no {} argument", ordinal(index)))
        })
    }

    /// The text at this place.
    pub(super) fn text(&self, index: usize) -> Result<&'a str, Fault> {
        match &self.arg(index)?.value {
            Value::String(text) => Ok(text),
            _ => Err(self.wrong_type(index, "a string")),
        }
    }

    /// The whole number at this place.
    pub(super) fn int(&self, index: usize) -> Result<i64, Fault> {
        match self.arg(index)?.value {
            Value::Int(number) => Ok(number),
            _ => Err(self.wrong_type(index, "an int")),
        }
    }

    /// The whole number of 32 bits at this place: what .NET takes as an index or a count.
    pub(super) fn small_int(&self, index: usize) -> Result<i32, Fault> {
        let number = self.int(index)?;
        i32::try_from(number).map_err(|_| {
            let message = format!(
                "takes a number of 32 bits as its {} argument, not {number}",
                ordinal(index)
            );
            self.fault(ProblemKind::ArgumentValue, &message)
        })
    }

    /// The array at this place.
    pub(super) fn array(&self, index: usize) -> Result<&'a Array, Fault> {
        match &self.arg(index)?.value {
            Value::Array(array) => Ok(array),
            _ => Err(self.wrong_type(index, "an array")),
        }
    }

    /// The object at this place.
    pub(super) fn object(&self, index: usize) -> Result<&'a Object, Fault> {
        match &self.arg(index)?.value {
            Value::Object(object) => Ok(object),
            _ => Err(self.wrong_type(index, "an object")),
        }
    }

    /// An argument of another type than the function takes.
    pub(super) fn wrong_type(&self, index: usize, wanted: &str) -> Fault {
        match self.args.get(index).map(|node| &node.value) {
            Some(Value::Unknown(unknown)) => Fault::Unknown(unknown.reason.clone()),
            Some(value) => self.fault(
                ProblemKind::ArgumentType,
                &format!("takes {wanted} as its {} argument, not {}", ordinal(index), value.kind()),
            ),
            None => self.fault(ProblemKind::ArgumentCount, "has too few arguments"),
        }
    }

    /// A value inside an argument of another type than the function takes.
    pub(super) fn wrong_element(&self, element: &Node, wanted: &str) -> Fault {
        match &element.value {
            Value::Unknown(unknown) => Fault::Unknown(unknown.reason.clone()),
            value => self.fault(
                ProblemKind::ArgumentType,
                &format!("takes an array of {wanted}, but an element is {}", value.kind()),
            ),
        }
    }

    /// An argument of the right type that the function can't take.
    pub(super) fn wrong_value(&self, message: &str) -> Fault {
        self.fault(ProblemKind::ArgumentValue, message)
    }

    /// A bound was reached.
    pub(super) fn too_much(&self, message: &str) -> Fault {
        self.fault(ProblemKind::Limit, message)
    }

    /// A mistake of the author's, told of this function: `message` continues a sentence that begins with its name.
    pub(super) fn fault(&self, kind: ProblemKind, message: &str) -> Fault {
        Fault::Problem(kind, format!("{}() {message}", self.name))
    }

    /// A value that this call makes inside its result.
    pub(super) fn made(&self, value: Value) -> Node {
        let from = self.args.iter().map(|argument| argument.origin.clone()).collect();
        Node { value, origin: Origin::computed(self.name, self.at, from) }
    }

    /// A text that this call makes inside its result.
    pub(super) fn made_text(&self, text: impl Into<Arc<str>>) -> Node {
        self.made(Value::String(text.into()))
    }

    /// A named value that this call makes inside its result.
    pub(super) fn made_member(&self, name: impl Into<Arc<str>>, value: Node) -> Member {
        Member { name: name.into(), name_span: self.at, value }
    }

    /// A text as result, when it is not too long.
    pub(super) fn text_result(&self, text: String) -> Result<super::Outcome, Fault> {
        if text.len() > LONGEST_TEXT && units::length(&text) > LONGEST_TEXT {
            return Err(self.too_long());
        }
        Ok(super::Outcome::Made(Value::String(text.into())))
    }

    /// The text would be too long.
    pub(super) fn too_long(&self) -> Fault {
        self.too_much("makes a text of more than 131,072 characters")
    }

    /// An array as result, when it is not too long.
    pub(super) fn array_result(&self, items: Vec<Node>) -> Result<super::Outcome, Fault> {
        if items.len() > MOST_ELEMENTS {
            return Err(self.too_much("makes an array of more than a million elements"));
        }
        Ok(super::Outcome::Made(Value::array(items)))
    }
}

/// The place of an argument in a word.
fn ordinal(index: usize) -> String {
    match index {
        0 => "first".into(),
        1 => "second".into(),
        2 => "third".into(),
        _ => format!("{}th", index + 1),
    }
}

/// A value made by a function.
#[expect(clippy::unnecessary_wraps, reason = "it ends functions that may fail")]
pub(super) fn made(value: Value) -> Result<super::Outcome, Fault> {
    Ok(super::Outcome::Made(value))
}

/// A truth made by a function.
pub(super) fn truth(truth: bool) -> Result<super::Outcome, Fault> {
    made(Value::Bool(truth))
}

/// A number made by a function.
pub(super) fn number(number: i64) -> Result<super::Outcome, Fault> {
    made(Value::Int(number))
}

/// A length or a position as a number.
pub(super) fn count(count: usize) -> Result<super::Outcome, Fault> {
    number(i64::try_from(count).unwrap_or(i64::MAX))
}
