//! `json` and `null`: text that becomes a value.

use std::sync::Arc;

use jsonc_parser::{CollectOptions, ParseOptions, ast, parse_to_ast};

use super::argument::made;
use super::object::Members;
use super::{Call, Fault, Function, Outcome};
use crate::{Member, Node, ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] =
    &[Function::exactly("json", 1, json), Function::exactly("null", 0, |_| made(Value::Null))];

fn json(call: &Call<'_>) -> Result<Outcome, Fault> {
    made(parsed(call, call.text(0)?)?)
}

/// What Azure's JSON reader takes: comments, single quotes, names without quotes, a comma too many.
const LENIENT: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_loose_object_property_names: true,
    allow_trailing_commas: true,
    allow_missing_commas: false,
    allow_single_quoted_strings: true,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: true,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The value that a JSON text stands for.
pub(super) fn parsed(call: &Call<'_>, text: &str) -> Result<Value, Fault> {
    let document = parse_to_ast(text, &CollectOptions::default(), &LENIENT).map_err(|error| {
        let message = format!("can't read its text as JSON: {}", lower_case(error.kind()));
        call.fault(ProblemKind::Conversion, &message)
    })?;
    // One origin serves all that the text contains.
    let inside = call.made(Value::Null);
    match document.value {
        Some(value) => read(call, &inside, &value),
        None => Err(call.fault(ProblemKind::Conversion, "finds no value in its text")),
    }
}

fn lower_case(kind: &jsonc_parser::errors::ParseErrorKind) -> String {
    let text = kind.to_string();
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(characters).collect::<String>().trim_end_matches('.').to_owned()
    })
}

fn read(call: &Call<'_>, inside: &Node, value: &ast::Value<'_>) -> Result<Value, Fault> {
    Ok(match value {
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::BooleanLit(literal) => Value::Bool(literal.value),
        ast::Value::NumberLit(literal) => number(call, literal.value)?,
        ast::Value::StringLit(literal) => Value::String(Arc::from(&*literal.value)),
        ast::Value::Array(array) => {
            let items = array.elements.iter().map(|element| node(call, inside, element));
            Value::array(items.collect::<Result<_, _>>()?)
        }
        ast::Value::Object(object) => {
            let mut members = Members::default();
            for property in &object.properties {
                members.put(Member {
                    name: property.name.as_str().into(),
                    name_span: call.at,
                    value: node(call, inside, &property.value)?,
                });
            }
            Value::object(members.list)
        }
    })
}

fn node(call: &Call<'_>, inside: &Node, value: &ast::Value<'_>) -> Result<Node, Fault> {
    Ok(Node { value: read(call, inside, value)?, origin: inside.origin.clone() })
}

fn number(call: &Call<'_>, text: &str) -> Result<Value, Fault> {
    if let Ok(whole) = text.parse::<i64>() {
        return Ok(Value::Int(whole));
    }
    match text.parse() {
        // What is too great for a number is infinite to .NET.
        Ok(number) => Ok(Value::Float(number)),
        Err(_) => Err(call.fault(ProblemKind::Overflow, &format!("can't hold the number {text}"))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{fault, result, text};
    use super::*;

    #[test]
    fn every_kind_of_json_is_read() {
        assert_eq!(result("json", json!(["null"])), json!(null));
        assert_eq!(result("json", json!(["[1,2.5,\"a\",true]"])), json!([1, 2.5, "a", true]));
        assert_eq!(result("json", json!(["{'a': 'b'}"])), json!({"a": "b"}));
        assert_eq!(result("json", json!(["{a: 1, /* note */ a: 2,}"])), json!({"a": 2}));
        assert_eq!(result("json", json!(["9223372036854775807"])), i64::MAX);
        assert_eq!(result("json", json!(["3.0"])), 3.0);
        assert_eq!(result("json", json!(["1e999"])), "Infinity");
        assert_eq!(result("null", json!([])), json!(null));
    }

    #[test]
    fn members_keep_their_order() {
        let value = json!(r#"{"b":1,"a":{"d":2,"c":3}}"#);
        let object = result("json", json!([value]));
        assert_eq!(text("string", json!([object])), r#"{"b":1,"a":{"d":2,"c":3}}"#);
    }

    #[test]
    fn what_is_no_json_is_a_fault() {
        for bad in ["{", "{\"hi\": \"there\"", "[1 2]", "abc", "1 2", "'", "", " ", "// 1"] {
            assert_eq!(fault("json", json!([bad])), ProblemKind::Conversion, "{bad}");
        }
        assert_eq!(fault("json", json!([1])), ProblemKind::ArgumentType);
        assert_eq!(fault("json", json!(["[".repeat(100_000)])), ProblemKind::Conversion);
    }
}
