//! What arrays, objects and strings have in common: `length`, `empty`, `contains`, `first`, `skip` and the like.

use crate::functions::argument::{count, made, number, truth};
use crate::functions::logic::equality::{Same, same};
use crate::functions::unicode::{search, units};
use crate::functions::{Call, Fault, Function, Outcome};
use crate::{Node, Reason, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::exactly("contains", 2, contains),
    Function::exactly("empty", 1, empty),
    Function::exactly("first", 1, first),
    Function::exactly("indexOf", 2, index_of),
    Function::exactly("last", 1, last),
    Function::exactly("lastIndexOf", 2, last_index_of),
    Function::exactly("length", 1, length),
    Function::exactly("skip", 2, skip),
    Function::exactly("take", 2, take),
];

fn length(call: &Call<'_>) -> Result<Outcome, Fault> {
    match &call.arg(0)?.value {
        Value::String(text) => count(units::length(text)),
        Value::Array(array) => count(array.items().len()),
        Value::Object(object) => count(object.members().len()),
        _ => Err(call.wrong_type(0, "an array, an object or a string")),
    }
}

fn empty(call: &Call<'_>) -> Result<Outcome, Fault> {
    truth(match &call.arg(0)?.value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(array) => array.items().is_empty(),
        Value::Object(object) => object.members().is_empty(),
        _ => return Err(call.wrong_type(0, "an array, an object or a string")),
    })
}

fn contains(call: &Call<'_>) -> Result<Outcome, Fault> {
    let wanted = &call.arg(1)?.value;
    match &call.arg(0)?.value {
        Value::String(text) => truth(text.contains(&*searched_text(call)?)),
        Value::Object(object) => truth(object.member(&searched_text(call)?).is_some()),
        Value::Array(array) => {
            Ok(Outcome::Made(Value::Bool(position(call, array.items().iter(), wanted)?.is_some())))
        }
        _ => Err(call.wrong_type(0, "an array, an object or a string")),
    }
}

/// The second argument of `contains`, as text.
fn searched_text(call: &Call<'_>) -> Result<String, Fault> {
    match &call.arg(1)?.value {
        Value::String(text) => Ok(text.to_string()),
        Value::Int(number) => Ok(number.to_string()),
        _ => Err(call.wrong_type(1, "a string")),
    }
}

/// Where the first element that equals `wanted` stands.
fn position<'a>(
    call: &Call<'_>,
    items: impl Iterator<Item = &'a Node>,
    wanted: &Value,
) -> Result<Option<usize>, Fault> {
    let mut doubtful: Option<Reason> = None;
    for (place, item) in items.enumerate() {
        match same(call, &item.value, wanted)? {
            Same::No => {}
            Same::Unknown(reason) => doubtful = doubtful.or(Some(reason)),
            // Whatever stands before, `contains` is sure; `indexOf` asks for the first place.
            Same::Yes if doubtful.is_none() || is_contains(call) => return Ok(Some(place)),
            Same::Yes => break,
        }
    }
    doubtful.map_or(Ok(None), |reason| Err(Fault::Unknown(reason)))
}

fn is_contains(call: &Call<'_>) -> bool {
    call.name.eq_ignore_ascii_case("contains")
}

fn index_of(call: &Call<'_>) -> Result<Outcome, Fault> {
    if let Value::Array(array) = &call.arg(0)?.value {
        let place = position(call, array.items().iter(), &call.arg(1)?.value)?;
        return place.map_or_else(|| number(-1), count);
    }
    let (text, wanted) = (searched(call)?, call.text(1)?);
    search::first(text, wanted).map_or_else(|| number(-1), count)
}

fn last_index_of(call: &Call<'_>) -> Result<Outcome, Fault> {
    if let Value::Array(array) = &call.arg(0)?.value {
        let items = array.items();
        let place = position(call, items.iter().rev(), &call.arg(1)?.value)?;
        return place.map_or_else(|| number(-1), |place| count(items.len() - 1 - place));
    }
    let (text, wanted) = (searched(call)?, call.text(1)?);
    search::last(text, wanted).map_or_else(|| number(-1), count)
}

fn searched<'a>(call: &Call<'a>) -> Result<&'a str, Fault> {
    call.text(0).map_err(|_| call.wrong_type(0, "a string or an array"))
}

fn first(call: &Call<'_>) -> Result<Outcome, Fault> {
    end(call, <[Node]>::first, |text| units::slice(text, 0, 1))
}

fn last(call: &Call<'_>) -> Result<Outcome, Fault> {
    end(call, <[Node]>::last, |text| {
        let length = units::length(text);
        units::slice(text, length.saturating_sub(1), length)
    })
}

fn end(
    call: &Call<'_>,
    element: fn(&[Node]) -> Option<&Node>,
    character: fn(&str) -> String,
) -> Result<Outcome, Fault> {
    match &call.arg(0)?.value {
        Value::Null => made(Value::Null),
        Value::String(text) => made(Value::String(character(text).into())),
        Value::Array(array) => Ok(element(array.items())
            .map_or(Outcome::Made(Value::Null), |node| Outcome::Selected(node.clone()))),
        _ => Err(call.wrong_type(0, "an array or a string")),
    }
}

fn skip(call: &Call<'_>) -> Result<Outcome, Fault> {
    part(call, |length, number| number.min(length)..length)
}

fn take(call: &Call<'_>) -> Result<Outcome, Fault> {
    part(call, |length, number| 0..number.min(length))
}

fn part(
    call: &Call<'_>,
    range: fn(usize, usize) -> std::ops::Range<usize>,
) -> Result<Outcome, Fault> {
    let whole = call.arg(0)?;
    if !matches!(whole.value, Value::String(_) | Value::Array(_)) {
        return Err(call.wrong_type(0, "an array or a string"));
    }
    // Below zero acts as zero, and more than there is as all there is.
    let wanted = usize::try_from(call.small_int(1)?.max(0)).unwrap_or(usize::MAX);
    match &whole.value {
        Value::String(text) => {
            let range = range(units::length(text), wanted);
            made(Value::String(units::slice(text, range.start, range.end).into()))
        }
        Value::Array(array) => {
            let range = range(array.items().len(), wanted);
            made(Value::array(array.items()[range].to_vec()))
        }
        _ => Err(call.wrong_type(0, "an array or a string")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ProblemKind;
    use crate::functions::testing::{call, fault, result, unknown_because};

    #[test]
    fn length_counts_elements_members_and_utf16_units() {
        assert_eq!(result("length", json!([[1, 2, 3]])), 3);
        assert_eq!(result("length", json!([{"a": 1, "b": {"c": 2}}])), 2);
        assert_eq!(result("length", json!(["One Two Three"])), 13);
        assert_eq!(result("length", json!(["𝒳é"])), 3);
        assert_eq!(fault("length", json!([null])), ProblemKind::ArgumentType);
        assert_eq!(result("length", json!([[{"$unknown": "p"}]])), 1);
    }

    #[test]
    fn contains_minds_the_case_but_not_of_property_names() {
        assert_eq!(result("contains", json!(["OneTwoThree", "e"])), true);
        assert_eq!(result("contains", json!(["OneTwoThree", "two"])), false);
        assert_eq!(result("contains", json!(["abc1", 1])), true);
        assert_eq!(result("contains", json!([{"one": null}, "ONE"])), true);
        assert_eq!(result("contains", json!([["FOO", "BAR"], "foo"])), false);
        assert_eq!(result("contains", json!([["123"], 123])), false);
        assert_eq!(result("contains", json!([[{"a": [1]}], {"a": [1]}])), true);
        assert_eq!(fault("contains", json!(["text", {}])), ProblemKind::ArgumentType);
    }

    #[test]
    fn an_unknown_element_leaves_doubt_only_when_no_other_matches() {
        let unknown = json!({"$unknown": "p"});
        assert_eq!(result("contains", json!([[unknown, "a"], "a"])), true);
        let reason = Reason::ParameterWithoutValue("p".into());
        assert_eq!(unknown_because("contains", json!([[unknown, "a"], "b"])), reason);
        assert_eq!(unknown_because("indexOf", json!([[unknown, "a"], "a"])), reason);
        assert_eq!(result("indexOf", json!([["a", unknown], "a"])), 0);
        assert_eq!(result("contains", json!([[{"x": unknown, "y": 1}], {"x": 1, "y": 2}])), false);
    }

    #[test]
    fn positions_ignore_the_case_of_text_but_not_of_elements() {
        assert_eq!(result("indexOf", json!(["abcdef", "CD"])), 2);
        assert_eq!(result("lastIndexOf", json!(["abcdef", "AB"])), 0);
        assert_eq!(result("lastIndexOf", json!(["test", "t"])), 3);
        assert_eq!(result("indexOf", json!(["abcdef", "z"])), -1);
        assert_eq!(result("indexOf", json!(["", ""])), 0);
        assert_eq!(result("lastIndexOf", json!(["abc", ""])), 2);
        assert_eq!(result("indexOf", json!(["abc", "\u{200b}"])), 0);
        assert_eq!(result("lastIndexOf", json!(["abc", "\u{200b}"])), 3);
        assert_eq!(result("indexOf", json!([["one", "Two"], "two"])), -1);
        assert_eq!(result("lastIndexOf", json!([[1, 2, 3, 1], 1])), 3);
        assert_eq!(result("lastIndexOf", json!([[4, 5, 6], "5"])), -1);
        assert_eq!(fault("indexOf", json!([100, 200])), ProblemKind::ArgumentType);
    }

    #[test]
    fn first_and_last_keep_the_element_as_it_is() {
        assert_eq!(result("first", json!(["One"])), "O");
        assert_eq!(result("last", json!(["One"])), "e");
        assert_eq!(result("first", json!([""])), "");
        assert_eq!(result("last", json!([[]])), json!(null));
        assert_eq!(result("first", json!([null])), json!(null));
        assert!(matches!(call("first", &json!([["a"]])), Ok(Outcome::Selected(_))));
        assert_eq!(fault("last", json!([100])), ProblemKind::ArgumentType);
    }

    #[test]
    fn skip_and_take_stop_at_the_ends() {
        assert_eq!(result("skip", json!(["one two three", 4])), "two three");
        assert_eq!(result("skip", json!([["one", "two", "three"], 2])), json!(["three"]));
        assert_eq!(result("skip", json!(["one", -1])), "one");
        assert_eq!(result("skip", json!([["one"], 10])), json!([]));
        assert_eq!(result("take", json!(["one two three", 2])), "on");
        assert_eq!(result("take", json!([["one"], -5])), json!([]));
        assert_eq!(result("take", json!([["one"], 5])), json!(["one"]));
        assert_eq!(fault("take", json!(["one", "1"])), ProblemKind::ArgumentType);
        assert_eq!(fault("skip", json!([1, 1])), ProblemKind::ArgumentType);
        assert_eq!(fault("take", json!(["one", 1_i64 << 31])), ProblemKind::ArgumentValue);
    }
}
