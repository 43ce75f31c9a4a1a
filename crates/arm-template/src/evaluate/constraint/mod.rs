//! Types and constraints of parameters, arguments and outputs, type definitions included.

mod shape;

use super::Engine;
use crate::deployment::Deployment;
use crate::same_name;
use crate::{Node, Problem, ProblemKind, Span, Value};

/// What is checked, for the messages.
pub(crate) struct CheckedValue<'a> {
    pub(crate) name: &'a str,
    pub(crate) what: &'static str,
    /// Values of secure parameters stay out of messages.
    pub(crate) secure: bool,
}

/// How deep values are held against what is declared of their parts.
const DEEPEST: usize = 32;

impl Engine<'_> {
    /// An argument of a user-defined function: its type only.
    pub(crate) fn check_argument(
        &self,
        parameter: &Node,
        value: &Node,
        at: Span,
        home: &Deployment,
    ) {
        let name = parameter.get("name").and_then(Node::as_str).unwrap_or_default();
        let Some(declared) = home.type_name(parameter) else { return };
        let nullable = home.declared_type(parameter).nullable;
        if value.is_unknown() || (value.is_null() && nullable) || fits(&declared, &value.value) {
            return;
        }
        let message =
            format!("argument '{name}' must be {}, not {}", article(&declared), value.value.kind());
        self.problem(ProblemKind::ArgumentType, message, at);
    }

    /// Everything a declaration asks of a value.
    pub(crate) fn check_value(
        &self,
        checked: &CheckedValue<'_>,
        declaration: &Node,
        value: &Node,
        home: &Deployment,
    ) {
        let secure = checked.secure || self.is_secret(value) || value.holds_secret();
        let checked = &CheckedValue { name: checked.name, what: checked.what, secure };
        self.check_part(checked, "", declaration, value, home, DEEPEST);
    }

    pub(super) fn check_part(
        &self,
        checked: &CheckedValue<'_>,
        path: &str,
        declaration: &Node,
        value: &Node,
        home: &Deployment,
        depth: usize,
    ) {
        if value.is_unknown() || depth == 0 || self.meter.is_spent() {
            return;
        }
        self.charge(1, 0, value.span());
        let check = Check { engine: self, checked, path, value, home, depth };
        let chain = home.names.definitions_of(declaration);
        let nullable =
            chain.iter().any(|part| part.get("nullable").and_then(Node::as_bool) == Some(true));
        // Azure may put a value where a resource declares none.
        if value.is_null() && (nullable || value.origin.rests_on_reference()) {
            return;
        }
        if let Some(declared) = chain.iter().find_map(|part| part.get("type")?.as_str())
            && !fits(declared, &value.value)
        {
            let message = format!("must be {}, not {}", article(declared), value.value.kind());
            return check.fault(ProblemKind::ParameterType, &message, declaration.span());
        }
        for part in chain {
            check.bounds(part);
            check.allowed(part);
            check.elements(part);
            check.properties(part);
        }
    }
}

/// One value against one declaration.
pub(super) struct Check<'c> {
    pub(super) engine: &'c Engine<'c>,
    pub(super) checked: &'c CheckedValue<'c>,
    pub(super) path: &'c str,
    pub(super) value: &'c Node,
    pub(super) home: &'c Deployment,
    pub(super) depth: usize,
}

impl Check<'_> {
    pub(super) fn fault(&self, kind: ProblemKind, message: &str, declared: Span) {
        let CheckedValue { name, what, .. } = self.checked;
        self.engine.note(Problem {
            kind,
            message: format!("{what} '{name}{}' {message}", self.path),
            span: self.value.origin.span(),
            related: vec![("declared here".into(), declared)],
        });
    }

    fn shown(&self) -> String {
        if self.checked.secure {
            "this value".into()
        } else {
            match &self.value.value {
                Value::String(text) if text.len() <= 80 => format!("'{text}'"),
                Value::Int(number) => number.to_string(),
                Value::Bool(truth) => truth.to_string(),
                _ => "this value".into(),
            }
        }
    }

    /// `minValue`, `maxValue`, `minLength`, `maxLength`.
    fn bounds(&self, declaration: &Node) {
        let length = match &self.value.value {
            // .NET counts UTF-16 units.
            Value::String(text) => Some(text.encode_utf16().count()),
            Value::Array(array) => Some(array.items().len()),
            Value::Object(object) => Some(object.members().len()),
            _ => None,
        };
        let length = length.and_then(|length| i64::try_from(length).ok());
        let number = self.value.as_i64();
        for (bound, actual, least) in [
            ("minValue", number, true),
            ("maxValue", number, false),
            ("minLength", length, true),
            ("maxLength", length, false),
        ] {
            let Some((written, limit)) =
                declaration.get(bound).and_then(|node| Some((node, node.as_i64()?)))
            else {
                continue;
            };
            let Some(actual) = actual else { continue };
            if (least && actual < limit) || (!least && actual > limit) {
                let of_value = bound.ends_with("Value");
                let message = if self.checked.secure {
                    let wrong = match (of_value, least) {
                        (true, true) => "too small",
                        (true, false) => "too large",
                        (false, true) => "too short",
                        (false, false) => "too long",
                    };
                    format!("is {wrong}: {bound} is {limit}")
                } else {
                    let what = if of_value { "is" } else { "has length" };
                    format!("{what} {actual}; {bound} is {limit}")
                };
                self.fault(ProblemKind::ParameterConstraint, &message, written.span());
            }
        }
    }

    /// `allowedValues`; an array may also consist of allowed elements.
    fn allowed(&self, declaration: &Node) {
        let Some(list) = declaration.get("allowedValues") else { return };
        let Some(allowed) = list.as_array() else { return };
        let is_allowed = |value: &Node| allowed.items().iter().any(|item| same(item, value));
        let ok = is_allowed(self.value)
            || self.value.as_array().is_some_and(|array| {
                array.items().iter().all(|item| item.is_unknown() || is_allowed(item))
            });
        if !ok {
            let message = format!("can't be {}: it is not among the allowed values", self.shown());
            self.fault(ProblemKind::ParameterConstraint, &message, list.span());
        }
    }
}

/// Whether the value is of the declared type; a type that does not exist is not the value's fault.
fn fits(declared: &str, value: &Value) -> bool {
    let fits = match value {
        Value::Unknown(_) | Value::Expression(_) => true,
        Value::String(_) => same_name(declared, "string") || same_name(declared, "securestring"),
        Value::Int(_) => same_name(declared, "int"),
        Value::Float(number) => same_name(declared, "int") && number.fract() == 0.0,
        Value::Bool(_) => same_name(declared, "bool"),
        Value::Array(_) => same_name(declared, "array"),
        Value::Object(_) => same_name(declared, "object") || same_name(declared, "secureobject"),
        Value::Null => false,
    };
    fits || !TYPES.iter().any(|known| same_name(known, declared))
}

const TYPES: [&str; 7] =
    ["string", "securestring", "int", "bool", "array", "object", "secureobject"];

fn article(declared: &str) -> String {
    match declared.chars().next() {
        Some('a' | 'e' | 'i' | 'o' | 'u' | 'A' | 'E' | 'I' | 'O' | 'U') => format!("an {declared}"),
        _ => format!("a {declared}"),
    }
}

/// Deep equality of values, wherever they come from.
pub(crate) fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Array(one), Value::Array(other)) => {
            one.items().len() == other.items().len()
                && one.items().iter().zip(other.items()).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.members().len() == other.members().len()
                && one.members().iter().all(|member| {
                    other.get(&member.name).is_some_and(|value| same(&member.value, value))
                })
        }
        (one, other) => one == other,
    }
}
