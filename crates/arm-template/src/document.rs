//! Reading the JSON of a template: which of its strings are expressions, and which members are loops.

use std::ops::Range;

use traced_values::{JsonLanguage, parse_json, parse_json_part};

use crate::expression::is_evaluated;
use crate::{Parsed, SourceId, Value};

/// Reads a document.
///
/// Of two members with the very same name the last one counts, as in Azure, and the first one is a problem.
/// Text beyond four gigabytes is refused.
#[must_use]
pub fn parse(text: &str, source: SourceId) -> Parsed {
    parse_json(text, source, &TemplateSyntax)
}

/// Reads a document that is only a part of a text; places are counted in the whole text.
///
/// # Panics
/// When the part does not begin and end between characters of the text.
#[must_use]
pub fn parse_part(text: &str, part: Range<usize>, source: SourceId) -> Parsed {
    parse_json_part(text, part, source, &TemplateSyntax)
}

struct TemplateSyntax;

impl JsonLanguage for TemplateSyntax {
    fn evaluates(&self, text: &str) -> bool {
        is_evaluated(text)
    }

    fn evaluates_member(&self, name: &str, value: &Value) -> bool {
        name.eq_ignore_ascii_case("copy") && matches!(value, Value::Array(_))
    }
}
