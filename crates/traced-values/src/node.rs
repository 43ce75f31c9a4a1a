//! Reading a node: what it is, its parts, and the same value as plain JSON.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::origin::Origin;
use crate::span::Span;
use crate::unknown::{Reason, Unknown};
use crate::value::{Array, Member, Node, Object, Value};

impl Node {
    /// A value written at `span`.
    #[must_use]
    pub fn written(value: Value, span: Span) -> Self {
        Self { value, origin: Origin::Written(span) }
    }

    /// A value that only the deployment can tell, and what is left of its expression.
    #[must_use]
    pub fn unknown(reason: Reason, residual: impl Into<Arc<str>>, origin: Origin) -> Self {
        let unknown = Unknown { reason, residual: residual.into() };
        Self { value: Value::Unknown(Arc::new(unknown)), origin }
    }

    /// The text, when it is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth, when it is a bool.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(truth) => Some(truth),
            _ => None,
        }
    }

    /// The number, when it is a whole one.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self.value {
            Value::Int(number) => Some(number),
            _ => None,
        }
    }

    /// The number, when it is one.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "the caller asks for a float")]
    pub fn as_f64(&self) -> Option<f64> {
        match self.value {
            Value::Int(number) => Some(number as f64),
            Value::Float(number) => Some(number),
            _ => None,
        }
    }

    /// The array, when it is one.
    #[must_use]
    pub fn as_array(&self) -> Option<&Array> {
        match &self.value {
            Value::Array(array) => Some(array),
            _ => None,
        }
    }

    /// The elements, when it is an array; else none.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        self.as_array().map_or(&[], Array::items)
    }

    /// The object, when it is one.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        match &self.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The members, when it is an object; else none.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        self.as_object().map_or(&[], Object::members)
    }

    /// Why the value can't be known and what is left of its expression, when that is so.
    #[must_use]
    pub fn as_unknown(&self) -> Option<&Unknown> {
        match &self.value {
            Value::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    /// Whether only the deployment can tell the value.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self.value, Value::Unknown(_))
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// Whether it stands for nothing: `null`, a blank text, an empty list or object.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(array) => array.items().is_empty(),
            Value::Object(object) => object.is_empty(),
            _ => false,
        }
    }

    /// The one place to edit: see [`Origin::span`].
    #[must_use]
    pub fn span(&self) -> Span {
        self.origin.span()
    }

    /// The property of this name, which ignores case.
    ///
    /// Its origin tells where it is written; [`Node::select`] also tells the way that the whole object took.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.as_object()?.get(name)
    }

    /// The element at this place, counted from 0.
    #[must_use]
    pub fn item(&self, index: usize) -> Option<&Node> {
        self.as_array()?.items.get(index)
    }

    /// The part that a path such as `properties.subnets[0].name` leads to. Names ignore case; a name that
    /// holds a dot or a bracket stands in quotes: `tags['a.b']`.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Node> {
        steps(path).try_fold(self, |node, step| match step {
            PathStep::Name(name) => node.get(name),
            PathStep::Index(index) => node.item(index),
        })
    }

    /// The property of this name, with the way that the whole object took before its own.
    #[must_use]
    pub fn select(&self, name: &str) -> Option<Node> {
        self.get(name).map(|part| self.part(part))
    }

    /// The element at this place, with the way that the whole array took before its own.
    #[must_use]
    pub fn select_item(&self, index: usize) -> Option<Node> {
        self.item(index).map(|part| self.part(part))
    }

    /// The part that a path leads to (see [`Node::at`]), with the way of everything it is part of before its own.
    #[must_use]
    pub fn select_at(&self, path: &str) -> Option<Node> {
        steps(path).try_fold(self.clone(), |node, step| match step {
            PathStep::Name(name) => node.select(name),
            PathStep::Index(index) => node.select_item(index),
        })
    }

    /// A part of this value as it is got out of the whole: with the way the whole took.
    #[must_use]
    pub fn part(&self, part: &Node) -> Node {
        Node { value: part.value.clone(), origin: self.origin.of_part(&part.origin) }
    }

    /// The value as plain JSON. What can't be known is the text of what is left of its expression: `"[reference('ip')]"`.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        json(self)
    }

    /// A document as written in which some strings are not known: those for which `unknown` says why.
    ///
    /// What holds none of them is shared with the document.
    #[must_use]
    pub fn with_unknowns(&self, unknown: &dyn Fn(&str, Span) -> Option<Unknown>) -> Node {
        self.replaced(unknown).unwrap_or_else(|| self.clone())
    }

    fn replaced(&self, unknown: &dyn Fn(&str, Span) -> Option<Unknown>) -> Option<Node> {
        let value = match &self.value {
            Value::String(text) => Value::Unknown(Arc::new(unknown(text, self.span())?)),
            Value::Array(array) => {
                let items: Vec<_> = array.items.iter().map(|item| item.replaced(unknown)).collect();
                if items.iter().all(Option::is_none) {
                    return None;
                }
                let pairs = items.into_iter().zip(&array.items);
                let items = pairs.map(|(new, old)| new.unwrap_or_else(|| old.clone())).collect();
                Value::Array(Arc::new(Array { items, dynamic: array.dynamic, ..Array::default() }))
            }
            Value::Object(object) => {
                let values: Vec<_> =
                    object.members.iter().map(|member| member.value.replaced(unknown)).collect();
                if values.iter().all(Option::is_none) {
                    return None;
                }
                let pairs = values.into_iter().zip(&object.members);
                let members = pairs
                    .map(|(new, old)| Member {
                        value: new.unwrap_or_else(|| old.value.clone()),
                        ..old.clone()
                    })
                    .collect();
                Value::Object(Arc::new(Object {
                    members,
                    dynamic: object.dynamic,
                    escapes: object.escapes.clone(),
                    ..Object::default()
                }))
            }
            _ => return None,
        };
        Some(Node { value, origin: self.origin.clone() })
    }

    /// How many values are inside, itself included, counted as a tree; long text counts for more.
    #[must_use]
    pub fn weight(&self) -> u32 {
        match &self.value {
            Value::Array(array) => remembered(&array.weight, || sum(array.items.iter())),
            Value::Object(object) => remembered(&object.weight, || {
                sum(object.members.iter().map(|member| &member.value))
            }),
            Value::String(text) => 1 + u32::try_from(text.len() / 32).unwrap_or(u32::MAX / 2),
            _ => 1,
        }
    }

    /// Whether the value is secret by where it comes from, or holds one that is.
    #[must_use]
    pub fn holds_secret(&self) -> bool {
        if self.origin.is_secret() {
            return true;
        }
        let told = |found: bool| u32::from(found) + 1;
        let inside = match &self.value {
            Value::Array(array) => {
                remembered(&array.secret, || told(array.items.iter().any(Self::holds_secret)))
            }
            Value::Object(object) => remembered(&object.secret, || {
                told(object.members.iter().any(|member| member.value.holds_secret()))
            }),
            _ => return false,
        };
        inside == told(true)
    }

    /// How many arrays and objects lie within each other.
    #[must_use]
    pub fn height(&self) -> u32 {
        match &self.value {
            Value::Array(array) => remembered(&array.height, || highest(array.items.iter())),
            Value::Object(object) => remembered(&object.height, || {
                highest(object.members.iter().map(|member| &member.value))
            }),
            _ => 0,
        }
    }
}

fn remembered(counted: &AtomicU32, count: impl FnOnce() -> u32) -> u32 {
    match counted.load(Ordering::Relaxed) {
        0 => {
            let count = count();
            counted.store(count, Ordering::Relaxed);
            count
        }
        known => known,
    }
}

fn sum<'a>(parts: impl Iterator<Item = &'a Node>) -> u32 {
    parts.fold(1, |sum: u32, part| sum.saturating_add(part.weight()))
}

fn highest<'a>(parts: impl Iterator<Item = &'a Node>) -> u32 {
    1 + parts.map(Node::height).max().unwrap_or(0)
}

fn json(node: &Node) -> serde_json::Value {
    use serde_json::Value as Json;
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Int(number) => Json::from(*number),
        Value::Float(number) => float(*number),
        Value::String(text) => Json::String(text.to_string()),
        Value::Array(array) => array.items.iter().map(json).collect(),
        Value::Object(object) => object
            .members
            .iter()
            .map(|member| (member.name.to_string(), json(&member.value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Expression(expression) => Json::String(format!("[{}]", expression.text())),
        Value::Unknown(unknown) => Json::String(format!("[{}]", unknown.residual)),
    }
}

/// JSON has no number that is infinite; the word stands for it, as .NET writes it.
fn float(number: f64) -> serde_json::Value {
    if number.is_infinite() {
        let sign = if number < 0.0 { "-" } else { "" };
        return format!("{sign}Infinity").into();
    }
    number.into()
}

enum PathStep<'a> {
    Name(&'a str),
    Index(usize),
}

fn steps(path: &str) -> impl Iterator<Item = PathStep<'_>> {
    let mut rest = path;
    std::iter::from_fn(move || {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if rest.is_empty() {
            return None;
        }
        let Some(inside) = rest.strip_prefix('[') else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            rest = after;
            return Some(PathStep::Name(name));
        };
        let quoted = inside.strip_prefix('\'').and_then(|quoted| quoted.split_once("']"));
        if let Some((name, after)) = quoted {
            rest = after;
            return Some(PathStep::Name(name));
        }
        let (index, after) = inside.split_once(']').unwrap_or((inside, ""));
        let step = index.parse().map_or(PathStep::Name(index), PathStep::Index);
        rest = after;
        Some(step)
    })
}
