//! Values as they would be written in an expression.

use std::sync::Arc;

use traced_values::{Origin, Reason, Span};

use super::{Value, ValueKind};

/// The text of a string, a number or a bool.
#[must_use]
pub(crate) fn text_of(value: &Value) -> Option<Arc<str>> {
    match &value.kind {
        ValueKind::Text(text) => Some(text.clone()),
        ValueKind::Number(number) => Some(number.to_string().into()),
        ValueKind::Bool(truth) => Some(truth.to_string().into()),
        _ => None,
    }
}

/// A call whose arguments are not all known.
#[must_use]
pub(crate) fn unknown_call(name: &str, arguments: &[Value], at: Span) -> Value {
    let unknown = arguments.iter().find_map(Value::first_unknown);
    let reason = unknown.map_or(Reason::Runtime(name.into()), |unknown| unknown.reason.clone());
    let told: Vec<_> = arguments.iter().map(residual).collect();
    let text = format!("{name}({})", told.join(", "));
    let from = arguments.iter().map(|argument| argument.origin.clone()).collect();
    let sensitive = arguments.iter().any(Value::holds_sensitive);
    Value::unknown(reason, bounded(text), Origin::computed(name, at, from)).marked(sensitive)
}

/// A residual that isn't longer than a screen.
pub(crate) fn bounded(text: String) -> String {
    const MOST: usize = 2_000;
    if text.len() <= MOST {
        return text;
    }
    let cut = (0..=MOST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    format!("{}…", &text[..cut])
}

/// A value as it would be written in an expression, as far as it is known.
#[must_use]
pub fn residual(value: &Value) -> String {
    if value.sensitive && !value.is_unknown() {
        return "(sensitive value)".to_owned();
    }
    match &value.kind {
        ValueKind::Unknown(unknown) => unknown.residual.to_string(),
        ValueKind::Resource(resource) => resource.address.to_string(),
        ValueKind::List(items) | ValueKind::Set(items) | ValueKind::Tuple(items) => {
            let items: Vec<_> = items.iter().map(residual).collect();
            bounded(format!("[{}]", items.join(", ")))
        }
        ValueKind::Map(entries) | ValueKind::Object(entries) => {
            let items: Vec<_> = entries
                .iter()
                .map(|(name, value)| format!("{name} = {}", residual(value)))
                .collect();
            bounded(format!("{{ {} }}", items.join(", ")))
        }
        _ => bounded(value.to_json().to_string()),
    }
}
