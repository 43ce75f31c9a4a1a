//! Conversions between types, as an argument or a typed variable makes them.

use std::collections::BTreeMap;
use std::sync::Arc;

use traced_values::Origin;

use super::{Entries, Field, Number, ResourceValue, Type, Value, ValueKind, set_of};

/// Why a value can't be converted: the way to the part that can't, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The way to the part: `[2].name`, or nothing for the whole.
    pub path: String,
    /// What is wrong, in words.
    pub message: String,
}

impl Mismatch {
    fn new(message: impl Into<String>) -> Self {
        Self { path: String::new(), message: message.into() }
    }

    fn inside(mut self, step: &str) -> Self {
        self.path = format!("{step}{}", self.path);
        self
    }
}

/// The value converted to this type, its origins kept.
///
/// # Errors
///
/// Where the value isn't of the type and can't be made so.
pub fn convert(value: &Value, kind: &Type) -> Result<Value, Mismatch> {
    if matches!(kind, Type::Any) || value.is_unknown() || value.is_null() {
        return Ok(value.clone());
    }
    if let (ValueKind::Resource(resource), Type::Map(_) | Type::Object(_)) = (&value.kind, kind) {
        return opened(value, resource, kind);
    }
    let made = |kind| Value { kind, origin: value.origin.clone(), sensitive: value.sensitive };
    match (kind, &value.kind) {
        (Type::Bool, ValueKind::Bool(_))
        | (Type::Number, ValueKind::Number(_))
        | (Type::Text, ValueKind::Text(_)) => Ok(value.clone()),
        (Type::Bool, ValueKind::Text(text)) => match &**text {
            "true" | "1" => Ok(made(ValueKind::Bool(true))),
            "false" | "0" => Ok(made(ValueKind::Bool(false))),
            _ => Err(Mismatch::new("a bool is required: true or false")),
        },
        (Type::Number, ValueKind::Text(text)) => Number::parse(text)
            .map(|number| made(ValueKind::Number(number)))
            .ok_or_else(|| Mismatch::new("a number is required")),
        (Type::Text, ValueKind::Bool(truth)) => Ok(made(ValueKind::Text(truth.to_string().into()))),
        (Type::Text, ValueKind::Number(number)) => {
            Ok(made(ValueKind::Text(number.to_string().into())))
        }
        (
            Type::List(element),
            ValueKind::List(items) | ValueKind::Set(items) | ValueKind::Tuple(items),
        ) => elements(items, element).map(|items| made(ValueKind::List(Arc::new(items)))),
        (
            Type::Set(element),
            ValueKind::List(items) | ValueKind::Set(items) | ValueKind::Tuple(items),
        ) => elements(items, element).map(|items| made(ValueKind::Set(Arc::new(set_of(items))))),
        (Type::Tuple(kinds), ValueKind::List(items) | ValueKind::Tuple(items)) => {
            if kinds.len() != items.len() {
                return Err(Mismatch::new(format!(
                    "a tuple of {} elements is required, not of {}",
                    kinds.len(),
                    items.len()
                )));
            }
            let items = items.iter().zip(kinds).enumerate();
            let items: Result<_, _> = items
                .map(|(at, (item, kind))| {
                    convert(item, kind).map_err(|fault| fault.inside(&format!("[{at}]")))
                })
                .collect();
            Ok(made(ValueKind::Tuple(Arc::new(items?))))
        }
        (Type::Map(element), ValueKind::Map(entries) | ValueKind::Object(entries)) => {
            let element = common(element, entries.values())?;
            let entries: Result<Entries, _> = entries
                .iter()
                .map(|(name, value)| {
                    let value = convert(value, &element);
                    Ok((name.clone(), value.map_err(|fault| fault.inside(&step(name)))?))
                })
                .collect();
            Ok(made(ValueKind::Map(Arc::new(entries?))))
        }
        (Type::Object(fields), ValueKind::Map(entries) | ValueKind::Object(entries)) => {
            object(entries, fields, &value.origin)
                .map(|entries| made(ValueKind::Object(Arc::new(entries))))
        }
        _ => Err(Mismatch::new(format!("{} is required, not {}", described(kind), value.word()))),
    }
}

/// A resource as an object of this type: what isn't written about it is unknown and not missing.
fn opened(value: &Value, resource: &ResourceValue, kind: &Type) -> Result<Value, Mismatch> {
    let mut entries = (*resource.entries).clone();
    if let Type::Object(fields) = kind {
        for name in fields.keys() {
            entries
                .entry(name.clone())
                .or_insert_with(|| resource.unwritten(name, value.origin.clone()));
        }
    }
    let object = Value { kind: ValueKind::Object(Arc::new(entries)), ..value.clone() };
    convert(&object, kind)
}

fn described(kind: &Type) -> String {
    let article = if matches!(kind, Type::Object(_)) { "an" } else { "a" };
    format!("{article} {kind}")
}

fn step(name: &str) -> String {
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if plain(name) { format!(".{name}") } else { format!("[{name:?}]") }
}

/// The type that all elements of a collection get.
fn common<'v>(element: &Type, values: impl Iterator<Item = &'v Value>) -> Result<Type, Mismatch> {
    if !matches!(element, Type::Any) {
        return Ok(element.clone());
    }
    unify(&values.map(Type::of).collect::<Vec<_>>())
        .ok_or_else(|| Mismatch::new("all elements must have the same type"))
}

fn elements(items: &[Value], element: &Type) -> Result<Vec<Value>, Mismatch> {
    let element = common(element, items.iter())?;
    let one = |(at, item)| {
        convert(item, &element).map_err(|fault: Mismatch| fault.inside(&format!("[{at}]")))
    };
    items.iter().enumerate().map(one).collect()
}

fn object(
    entries: &Entries,
    fields: &BTreeMap<Arc<str>, Field>,
    whole: &Origin,
) -> Result<Entries, Mismatch> {
    let mut made = Entries::new();
    for (name, field) in fields {
        let value = match entries.get(name) {
            // An optional attribute that is null takes its default, as if it weren't there.
            Some(value) if value.is_null() && field.default.is_some() => field.default.clone(),
            Some(value) => Some(value.clone()),
            None if field.optional => Some(
                field.default.clone().unwrap_or_else(|| Value::new(ValueKind::Null, whole.clone())),
            ),
            None => return Err(Mismatch::new(format!("attribute '{name}' is required"))),
        };
        let value = value.expect("each arm gives one");
        let value = convert(&value, &field.kind).map_err(|fault| fault.inside(&step(name)))?;
        made.insert(name.clone(), value);
    }
    Ok(made)
}

/// The one type that values of all these types can be converted to; none where there isn't one.
#[must_use]
pub fn unify(kinds: &[Type]) -> Option<Type> {
    let mut known = kinds.iter().filter(|kind| !matches!(kind, Type::Any));
    let Some(first) = known.next().cloned() else { return Some(Type::Any) };
    let mut result = first;
    for kind in known {
        result = pair(&result, kind)?;
    }
    Some(result)
}

fn pair(one: &Type, two: &Type) -> Option<Type> {
    use Type::{Any, Bool, List, Map, Number, Object, Set, Text, Tuple};
    Some(match (one, two) {
        (Any, other) | (other, Any) => other.clone(),
        (Bool, Bool) => Bool,
        (Number, Number) => Number,
        (Text, Text | Number | Bool) | (Number | Bool, Text) => Text,
        (Set(one), Set(two)) => Set(Box::new(pair(one, two)?)),
        (Map(one), Map(two)) => Map(Box::new(pair(one, two)?)),
        (List(one), List(two) | Set(two)) | (Set(one), List(two)) => {
            List(Box::new(pair(one, two)?))
        }
        (List(element), Tuple(items)) | (Tuple(items), List(element)) => {
            let all: Vec<_> = items.iter().cloned().chain([(**element).clone()]).collect();
            List(Box::new(unify(&all)?))
        }
        (Set(element), Tuple(items)) | (Tuple(items), Set(element)) => {
            let all: Vec<_> = items.iter().cloned().chain([(**element).clone()]).collect();
            Set(Box::new(unify(&all)?))
        }
        (Tuple(one), Tuple(two)) if one.len() == two.len() => {
            let kinds: Option<_> = one.iter().zip(two).map(|(one, two)| pair(one, two)).collect();
            Tuple(kinds?)
        }
        (Tuple(one), Tuple(two)) => {
            let all: Vec<_> = one.iter().chain(two).cloned().collect();
            List(Box::new(unify(&all)?))
        }
        (Map(element), Object(fields)) | (Object(fields), Map(element)) => {
            let all: Vec<_> = fields
                .values()
                .map(|field| field.kind.clone())
                .chain([(**element).clone()])
                .collect();
            Map(Box::new(unify(&all)?))
        }
        (Object(one), Object(two)) if one.keys().eq(two.keys()) => {
            let fields: Option<BTreeMap<_, _>> = one
                .iter()
                .zip(two.values())
                .map(|((name, one), two)| {
                    let kind = pair(&one.kind, &two.kind)?;
                    Some((name.clone(), Field { kind, optional: false, default: None }))
                })
                .collect();
            Object(fields?)
        }
        (Object(one), Object(two)) => {
            let all: Vec<_> =
                one.values().chain(two.values()).map(|field| field.kind.clone()).collect();
            Map(Box::new(unify(&all)?))
        }
        _ => return None,
    })
}
