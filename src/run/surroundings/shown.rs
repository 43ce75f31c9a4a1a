//! Values of resources as they are shown in surroundings.

use arm_template::Span;

use crate::resource::{Field, Range};

pub(super) fn ranges(field: &Field<Vec<Field<Range>>>) -> Vec<String> {
    match field.get() {
        Ok(Some(ranges)) => ranges.iter().map(text).collect(),
        Ok(None) => Vec::new(),
        Err(_) => vec!["unknown".to_owned()],
    }
}

/// The value, where it is known and may be shown.
pub(super) fn text<T: ToString>(field: &Field<T>) -> String {
    match field.value() {
        Some(value) if !field.origin().is_secret() => value.to_string(),
        _ => "unknown".to_owned(),
    }
}

/// Where a value is written; nothing where it is not there.
pub(super) fn written<T>(field: &Field<T>) -> impl Iterator<Item = Span> {
    field.value().map(|_| field.span()).into_iter()
}
