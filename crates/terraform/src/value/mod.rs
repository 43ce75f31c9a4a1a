//! Values of the language: known, null or unknown, each with the place where it is written.

mod convert;
mod number;
mod residual;
mod types;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use traced_values::{Member, Node, Origin, Reason, Span, Unknown};

pub use convert::{Mismatch, convert, unify};
pub use number::Number;
pub use residual::residual;
pub(crate) use residual::{bounded, text_of, unknown_call};
pub use types::{Field, Type};

/// A value, where it comes from, and whether it must not be shown.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it is marked `sensitive`.
    pub sensitive: bool,
}

/// The named values of a map or an object, in the order of their names.
pub type Entries = BTreeMap<Arc<str>, Value>;

/// What a value is.
#[derive(Clone, Debug)]
pub enum ValueKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Text(Arc<str>),
    /// A list: elements of one type.
    List(Arc<Vec<Value>>),
    /// A set: each element once, in the order Terraform iterates them.
    Set(Arc<Vec<Value>>),
    /// A tuple: what `[…]` makes.
    Tuple(Arc<Vec<Value>>),
    /// A map: elements of one type.
    Map(Arc<Entries>),
    /// An object: what `{…}` makes.
    Object(Arc<Entries>),
    /// A resource: what is written about it; everything else of it is known only to a plan or to the provider.
    Resource(Arc<ResourceValue>),
    /// Known only to a plan or to the provider.
    Unknown(Arc<Unknown>),
}

/// A resource as a value.
#[derive(Debug)]
pub struct ResourceValue {
    /// Its address: `module.hub.azurerm_subnet.gateway[0]`.
    pub address: Arc<str>,
    /// What is written about it, and what follows from that.
    pub entries: Arc<Entries>,
}

impl ResourceValue {
    /// An attribute that nothing is written about.
    #[must_use]
    pub fn unwritten(&self, name: &str, origin: Origin) -> Value {
        let residual = format!("{}.{name}", self.address);
        Value::unknown(Reason::Apply(residual.clone().into()), residual, origin)
    }
}

impl Value {
    /// A value that is made at `at`.
    #[must_use]
    pub fn new(kind: ValueKind, origin: Origin) -> Self {
        Self { kind, origin, sensitive: false }
    }

    /// A value written at `at`.
    #[must_use]
    pub fn written(kind: ValueKind, at: Span) -> Self {
        Self::new(kind, Origin::Written(at))
    }

    /// A string.
    #[must_use]
    pub fn text(text: impl Into<Arc<str>>, origin: Origin) -> Self {
        Self::new(ValueKind::Text(normal(text.into())), origin)
    }

    /// A value that can't be known.
    #[must_use]
    pub fn unknown(reason: Reason, residual: impl Into<Arc<str>>, origin: Origin) -> Self {
        let residual = residual.into();
        Self::new(ValueKind::Unknown(Arc::new(Unknown { reason, residual })), origin)
    }

    /// The same value, sensitive if `sensitive` is true or it was already.
    #[must_use]
    pub fn marked(mut self, sensitive: bool) -> Self {
        self.sensitive |= sensitive;
        self
    }

    /// The same value with another origin.
    #[must_use]
    pub fn from_origin(mut self, origin: Origin) -> Self {
        self.origin = origin;
        self
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.kind, ValueKind::Null)
    }

    /// Whether it can't be known. Of a collection: as a whole; its elements may be.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self.kind, ValueKind::Unknown(_))
    }

    /// Why it can't be known.
    #[must_use]
    pub fn as_unknown(&self) -> Option<&Arc<Unknown>> {
        match &self.kind {
            ValueKind::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    /// The first value inside that can't be known, itself included.
    #[must_use]
    pub fn first_unknown(&self) -> Option<&Arc<Unknown>> {
        match &self.kind {
            ValueKind::Unknown(unknown) => Some(unknown),
            ValueKind::List(items) | ValueKind::Set(items) | ValueKind::Tuple(items) => {
                items.iter().find_map(Self::first_unknown)
            }
            ValueKind::Map(entries) | ValueKind::Object(entries) => {
                entries.values().find_map(Self::first_unknown)
            }
            _ => None,
        }
    }

    /// Whether it, or anything inside, is marked sensitive.
    #[must_use]
    pub fn holds_sensitive(&self) -> bool {
        self.sensitive
            || match &self.kind {
                ValueKind::List(items) | ValueKind::Set(items) | ValueKind::Tuple(items) => {
                    items.iter().any(Self::holds_sensitive)
                }
                ValueKind::Map(entries) | ValueKind::Object(entries) => {
                    entries.values().any(Self::holds_sensitive)
                }
                ValueKind::Resource(resource) => {
                    resource.entries.values().any(Self::holds_sensitive)
                }
                _ => false,
            }
    }

    /// The text, when it is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            ValueKind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The truth, when it is a bool.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            ValueKind::Bool(truth) => Some(truth),
            _ => None,
        }
    }

    /// The elements of a list, a set or a tuple.
    #[must_use]
    pub fn as_items(&self) -> Option<&Arc<Vec<Value>>> {
        match &self.kind {
            ValueKind::List(items) | ValueKind::Set(items) | ValueKind::Tuple(items) => Some(items),
            _ => None,
        }
    }

    /// The entries of a map or an object.
    #[must_use]
    pub fn as_entries(&self) -> Option<&Arc<Entries>> {
        match &self.kind {
            ValueKind::Map(entries) | ValueKind::Object(entries) => Some(entries),
            ValueKind::Resource(resource) => Some(&resource.entries),
            _ => None,
        }
    }

    /// The attribute or element of this name, with the way the whole took before its own.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Value> {
        self.as_entries()?.get(name).map(|part| self.part(part))
    }

    /// A part of this value as it is got out of the whole.
    #[must_use]
    pub fn part(&self, part: &Value) -> Value {
        Value {
            kind: part.kind.clone(),
            origin: self.origin.of_part(&part.origin),
            sensitive: self.sensitive || part.sensitive,
        }
    }

    /// The kind of value in a word, for messages.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match &self.kind {
            ValueKind::Null => "null",
            ValueKind::Bool(_) => "a bool",
            ValueKind::Number(_) => "a number",
            ValueKind::Text(_) => "a string",
            ValueKind::List(_) => "a list",
            ValueKind::Set(_) => "a set",
            ValueKind::Tuple(_) => "a tuple",
            ValueKind::Map(_) => "a map",
            ValueKind::Object(_) | ValueKind::Resource(_) => "an object",
            ValueKind::Unknown(_) => "not known",
        }
    }

    /// How many values are inside, itself included.
    #[must_use]
    pub fn weight(&self) -> u64 {
        match &self.kind {
            ValueKind::List(items) | ValueKind::Set(items) | ValueKind::Tuple(items) => {
                1 + items.iter().map(Self::weight).sum::<u64>()
            }
            ValueKind::Map(entries) | ValueKind::Object(entries) => {
                1 + entries.values().map(Self::weight).sum::<u64>()
            }
            ValueKind::Resource(resource) => 1 + resource.entries.len() as u64,
            ValueKind::Text(text) => 1 + text.len() as u64 / 32,
            _ => 1,
        }
    }

    /// Whether two values are equal as `==` compares them: by type and value. None where that can't be known.
    #[must_use]
    pub fn equals(&self, other: &Self) -> Option<bool> {
        use ValueKind::{Bool, List, Map, Null, Number, Object, Set, Text, Tuple};
        match (&self.kind, &other.kind) {
            (ValueKind::Unknown(_), Null) | (Null, ValueKind::Unknown(_)) => None,
            (ValueKind::Unknown(_) | ValueKind::Resource(_), _)
            | (_, ValueKind::Unknown(_) | ValueKind::Resource(_)) => {
                // A resource is never null; what is written does not show whether two are the same.
                let null = matches!(self.kind, Null) || matches!(other.kind, Null);
                null.then_some(false)
            }
            (Null, Null) => Some(true),
            (Bool(one), Bool(two)) => Some(one == two),
            (Number(one), Number(two)) => Some(one == two),
            (Text(one), Text(two)) => Some(one == two),
            (Set(one), Set(two)) => {
                if self.first_unknown().is_some() || other.first_unknown().is_some() {
                    return None;
                }
                Some(
                    one.len() == two.len()
                        && one.iter().all(|item| contains(two, item) == Some(true)),
                )
            }
            (List(one), List(two)) | (Tuple(one), Tuple(two)) => {
                if one.len() != two.len() {
                    return Some(false);
                }
                all(one.iter().zip(two.iter()).map(|(one, two)| one.equals(two)))
            }
            (Map(one), Map(two)) | (Object(one), Object(two)) => {
                if one.len() != two.len() || !one.keys().eq(two.keys()) {
                    return Some(false);
                }
                all(one.values().zip(two.values()).map(|(one, two)| one.equals(two)))
            }
            _ => Some(false),
        }
    }

    /// An order of all known values, that sets are iterated in: strings by code points, numbers by size.
    #[must_use]
    pub fn order(&self, other: &Self) -> Ordering {
        match (&self.kind, &other.kind) {
            (ValueKind::Text(one), ValueKind::Text(two)) => one.cmp(two),
            (ValueKind::Number(one), ValueKind::Number(two)) => one.cmp(two),
            (ValueKind::Bool(one), ValueKind::Bool(two)) => one.cmp(two),
            _ => self.to_json().to_string().cmp(&other.to_json().to_string()),
        }
    }

    /// The value as plain JSON, as `jsonencode()` would write it. What can't be known is what is left of its
    /// expression as a string: `"${azurerm_public_ip.hub.ip_address}"`.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.kind {
            ValueKind::Null => Json::Null,
            ValueKind::Bool(truth) => Json::Bool(*truth),
            ValueKind::Number(number) => number_json(number),
            ValueKind::Text(text) => Json::String(text.to_string()),
            ValueKind::List(items) | ValueKind::Set(items) | ValueKind::Tuple(items) => {
                items.iter().map(Self::to_json).collect()
            }
            ValueKind::Map(entries) | ValueKind::Object(entries) => json_object(entries),
            ValueKind::Resource(resource) => json_object(&resource.entries),
            ValueKind::Unknown(unknown) => Json::String(format!("${{{}}}", unknown.residual)),
        }
    }

    /// The value as a node with the same origins, for readers that know JSON and not Terraform.
    #[must_use]
    pub fn to_node(&self) -> Node {
        use traced_values::Value as Plain;
        let value = match &self.kind {
            ValueKind::Null => Plain::Null,
            ValueKind::Bool(truth) => Plain::Bool(*truth),
            ValueKind::Number(number) => match number.to_i64() {
                Some(whole) => Plain::Int(whole),
                None => Plain::Float(number.to_f64()),
            },
            ValueKind::Text(text) => Plain::String(text.clone()),
            ValueKind::List(items) | ValueKind::Set(items) | ValueKind::Tuple(items) => {
                Plain::array(items.iter().map(|item| self.part(item).to_node()).collect())
            }
            ValueKind::Map(entries) | ValueKind::Object(entries) => self.node_object(entries),
            ValueKind::Resource(resource) => self.node_object(&resource.entries),
            ValueKind::Unknown(unknown) => Plain::Unknown(unknown.clone()),
        };
        let origin = self.origin.clone();
        Node { value, origin: if self.sensitive { origin.kept_secret() } else { origin } }
    }

    /// The value that a node of plain JSON holds, with the same origins.
    #[must_use]
    pub fn of_node(node: &Node) -> Self {
        use traced_values::Value as Plain;
        let kind = match &node.value {
            Plain::Bool(truth) => ValueKind::Bool(*truth),
            Plain::Int(number) => ValueKind::Number(Number::from(*number)),
            Plain::Float(number) => {
                Number::from_f64(*number).map_or(ValueKind::Null, ValueKind::Number)
            }
            Plain::String(text) => ValueKind::Text(normal(text.clone())),
            Plain::Array(items) => {
                ValueKind::Tuple(Arc::new(items.items().iter().map(Self::of_node).collect()))
            }
            Plain::Object(members) => {
                let members = members.members().iter();
                let entry = |member: &Member| (member.name.clone(), Self::of_node(&member.value));
                ValueKind::Object(Arc::new(members.map(entry).collect()))
            }
            Plain::Unknown(unknown) => ValueKind::Unknown(unknown.clone()),
            // JSON of Terraform has no expressions of another language.
            _ => ValueKind::Null,
        };
        Self::new(kind, node.origin.clone())
    }

    fn node_object(&self, entries: &Entries) -> traced_values::Value {
        let member = |(name, value): (&Arc<str>, &Value)| {
            let value = self.part(value).to_node();
            Member { name: name.clone(), name_span: value.span(), value }
        };
        traced_values::Value::object(entries.iter().map(member).collect())
    }
}

fn json_object(entries: &Entries) -> serde_json::Value {
    let entries = entries.iter().map(|(name, value)| (name.to_string(), value.to_json()));
    entries.collect::<serde_json::Map<_, _>>().into()
}

/// The text in Unicode's normal form C, which all strings of the language have.
#[must_use]
pub fn normal(text: Arc<str>) -> Arc<str> {
    use unicode_normalization::{UnicodeNormalization as _, is_nfc};
    if text.is_ascii() || is_nfc(&text) { text } else { text.nfc().collect::<String>().into() }
}

/// Whether the element is among the items; none where that can't be known.
#[must_use]
pub fn contains(items: &[Value], wanted: &Value) -> Option<bool> {
    let mut unsure = false;
    for item in items {
        match item.equals(wanted) {
            Some(true) => return Some(true),
            Some(false) => {}
            None => unsure = true,
        }
    }
    if unsure { None } else { Some(false) }
}

/// The items of a set: each once, in order. Of equal ones the first stays.
#[must_use]
pub fn set_of(items: Vec<Value>) -> Vec<Value> {
    let mut items = items;
    items.sort_by(Value::order);
    items.dedup_by(|later, earlier| earlier.equals(later) == Some(true));
    items
}

fn all(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    for answer in answers {
        match answer {
            Some(false) => return Some(false),
            Some(true) => {}
            None => known = false,
        }
    }
    known.then_some(true)
}

fn number_json(number: &Number) -> serde_json::Value {
    use num_traits::ToPrimitive;
    let whole = number.to_bigint();
    match (
        whole.as_ref().and_then(ToPrimitive::to_i64),
        whole.as_ref().and_then(ToPrimitive::to_u64),
    ) {
        (Some(whole), _) => whole.into(),
        (_, Some(whole)) => whole.into(),
        _ => serde_json::Number::from_f64(number.to_f64()).map_or_else(
            || serde_json::Value::String(number.to_string()),
            serde_json::Value::Number,
        ),
    }
}
