//! What a report is made of, defined once: how each part is read, and what the published schema says of it.

use serde_json::{Map, Value as Json, json};
use traced_values::{Node, Span, Value};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// A value that is of another type than it has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// What it is, and what it has to be.
    pub why: String,
    /// Where it stands.
    pub span: Span,
}

/// What this version doesn't know: the path of a name, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// The names that lead there, with dots.
    pub path: String,
    /// Where its value stands.
    pub span: Span,
}

/// Something that a report has.
pub trait Part: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// When it is of another type.
    fn read(node: &Node, path: &str, unknown: &mut Vec<UnknownName>) -> Result<Self, Malformed>;

    /// What stands for a member that isn't there.
    #[must_use]
    fn missing() -> Option<Self> {
        None
    }

    /// What the schema says of it.
    #[must_use]
    fn schema() -> Json;

    /// Every name that it may have, with the names above.
    fn names(path: &str, names: &mut Vec<String>);
}

fn malformed<T>(node: &Node, path: &str, wanted: &str) -> Result<T, Malformed> {
    let why = format!("{path} is {}, and has to be {wanted}", node.value.kind());
    Err(Malformed { why, span: node.span() })
}

macro_rules! value {
    ($type:ty, $wanted:literal, $schema:literal, $read:expr) => {
        impl Part for Located<$type> {
            fn read(
                node: &Node,
                path: &str,
                _: &mut Vec<UnknownName>,
            ) -> Result<Self, Malformed> {
                let read: fn(&Node) -> Option<$type> = $read;
                match read(node) {
                    Some(value) => Ok(Self { value, span: node.span() }),
                    None => malformed(node, path, $wanted),
                }
            }

            fn schema() -> Json {
                json!({ "type": $schema })
            }

            fn names(_: &str, _: &mut Vec<String>) {}
        }
    };
}

value!(String, "a text", "string", |node| node.as_str().map(str::to_owned));
value!(bool, "true or false", "boolean", Node::as_bool);
value!(i64, "a whole number", "integer", Node::as_i64);

/// A value that may be missing, or null.
impl<T: Part> Part for Option<T> {
    fn read(node: &Node, path: &str, unknown: &mut Vec<UnknownName>) -> Result<Self, Malformed> {
        if node.is_null() { Ok(None) } else { T::read(node, path, unknown).map(Some) }
    }

    fn missing() -> Option<Self> {
        Some(None)
    }

    fn schema() -> Json {
        let mut schema = T::schema();
        if let Some(kind) = schema.get("type").cloned() {
            schema["type"] = json!([kind, "null"]);
        }
        schema
    }

    fn names(path: &str, names: &mut Vec<String>) {
        T::names(path, names);
    }
}

/// A list. `ConvertTo-Json` of Windows PowerShell writes a list of one as its only element, and some lists as an object
/// with `value` and `Count`.
impl<T: Part> Part for Vec<T> {
    fn read(node: &Node, path: &str, unknown: &mut Vec<UnknownName>) -> Result<Self, Malformed> {
        if node.is_null() {
            return Ok(Self::new());
        }
        if let Value::Array(list) = &node.value {
            return list.items().iter().map(|item| T::read(item, path, unknown)).collect();
        }
        if let (Some(value), Some(_)) = (node.get("value"), node.get("Count")) {
            return Self::read(value, path, unknown);
        }
        T::read(node, path, unknown).map(|one| vec![one])
    }

    fn missing() -> Option<Self> {
        Some(Self::new())
    }

    fn schema() -> Json {
        json!({ "type": "array", "items": T::schema() })
    }

    fn names(path: &str, names: &mut Vec<String>) {
        T::names(path, names);
    }
}

/// The member of an object.
pub(super) fn member<T: Part>(
    node: &Node,
    name: &str,
    path: &str,
    unknown: &mut Vec<UnknownName>,
) -> Result<T, Malformed> {
    let path = below(path, name);
    match node.get(name) {
        Some(value) => T::read(value, &path, unknown),
        None => T::missing()
            .ok_or_else(|| Malformed { why: format!("{path} is missing"), span: node.span() }),
    }
}

/// A name with those above it.
pub(super) fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// What an object has besides these names.
pub(super) fn others(node: &Node, known: &[&str], path: &str, unknown: &mut Vec<UnknownName>) {
    for member in node.members() {
        if !known.iter().any(|name| name.eq_ignore_ascii_case(&member.name)) {
            unknown
                .push(UnknownName { path: below(path, &member.name), span: member.value.span() });
        }
    }
}

/// The schema of an object with these members, the required ones marked.
pub(super) fn object(members: Vec<(&str, &str, Json, bool)>) -> Json {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (name, words, mut schema, is_required) in members {
        schema["description"] = words.trim().into();
        properties.insert(name.to_owned(), schema);
        if is_required {
            required.push(name);
        }
    }
    let mut object = json!({ "type": "object", "additionalProperties": false });
    if !required.is_empty() {
        object["required"] = required.into();
    }
    object["properties"] = Json::Object(properties);
    object
}

/// Defines an object of a report: its Rust type, how it is read, its schema.
macro_rules! part {
    ($(#[doc = $words:literal])+ $name:ident {
        $($(#[doc = $about:literal])+ $field:ident $key:literal: $type:ty,)+
    }) => {
        $(#[doc = $words])+
        #[derive(Clone, Debug)]
        pub struct $name {
            /// Where it stands.
            pub span: traced_values::Span,
            $($(#[doc = $about])+ pub $field: $type,)+
        }

        impl $crate::report::part::Part for $name {
            fn read(
                node: &traced_values::Node,
                path: &str,
                unknown: &mut Vec<$crate::report::part::UnknownName>,
            ) -> Result<Self, $crate::report::part::Malformed> {
                if node.as_object().is_none() {
                    return Err($crate::report::part::Malformed {
                        why: format!("{path} is {}, and has to be an object", node.value.kind()),
                        span: node.span(),
                    });
                }
                $crate::report::part::others(node, &[$($key),+], path, unknown);
                Ok(Self {
                    span: node.span(),
                    $($field: $crate::report::part::member(node, $key, path, unknown)?,)+
                })
            }

            fn schema() -> serde_json::Value {
                $crate::report::part::object(vec![$((
                    $key,
                    concat!($($about),+),
                    <$type as $crate::report::part::Part>::schema(),
                    <$type as $crate::report::part::Part>::missing().is_none(),
                )),+])
            }

            fn names(path: &str, names: &mut Vec<String>) {
                $({
                    let path = $crate::report::part::below(path, $key);
                    names.push(path.clone());
                    <$type as $crate::report::part::Part>::names(&path, names);
                })+
            }
        }
    };
}
