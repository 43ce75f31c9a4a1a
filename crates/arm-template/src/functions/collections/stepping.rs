//! Reading elements counted from the end, and parts that may be missing.

use crate::functions::argument::made;
use crate::functions::{Call, Fault, Function, Outcome};
use crate::{Node, Object, ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::exactly("indexFromEnd", 2, index_from_end),
    Function::at_least("tryGet", 2, try_get),
    Function::at_least("tryIndexFromEnd", 2, try_index_from_end),
];

fn index_from_end(call: &Call<'_>) -> Result<Outcome, Fault> {
    let (items, index) = (call.array(0)?.items(), call.int(1)?);
    from_end(items, index).map(|node| Outcome::Selected(node.clone())).ok_or_else(|| {
        let message = format!("finds no element {index} from the end of {}", items.len());
        call.fault(ProblemKind::IndexOutOfRange, &message)
    })
}

/// The element that stands so far from the end, counted from 1.
fn from_end(items: &[Node], index: i64) -> Option<&Node> {
    let index = usize::try_from(index).ok().filter(|index| *index > 0)?;
    items.get(items.len().checked_sub(index)?)
}

fn try_get(call: &Call<'_>) -> Result<Outcome, Fault> {
    let first = step(call, call.arg(0)?, 1)?;
    further(call, first)
}

fn try_index_from_end(call: &Call<'_>) -> Result<Outcome, Fault> {
    let items = match &call.arg(0)?.value {
        Value::Array(array) => array.items(),
        _ => &[],
    };
    // An index of another type leads to no element either.
    let first = match call.arg(1)?.value {
        Value::Int(_) => from_end(items, call.small_int(1)?.into()),
        _ => None,
    };
    further(call, first)
}

/// What the steps behind the first lead to: null where the first finds nothing, but what lies behind it must be there.
fn further(call: &Call<'_>, first: Option<&Node>) -> Result<Outcome, Fault> {
    let Some(mut here) = first.filter(|found| !found.is_null()) else {
        return made(Value::Null);
    };
    for index in 2..call.args.len() {
        here = step(call, here, index)?.ok_or_else(|| {
            let step = match &call.args[index].value {
                Value::String(name) => format!("property '{name}'"),
                Value::Int(place) => format!("element {place}"),
                _ => "such part".into(),
            };
            let message = format!("finds no {step}: only its first step may be missing");
            call.fault(ProblemKind::PropertyNotFound, &message)
        })?;
    }
    Ok(Outcome::Selected(here.clone()))
}

/// The part that the argument at this place leads to. What has no parts, such as a text, has none of any name.
fn step<'a>(call: &Call<'a>, here: &'a Node, index: usize) -> Result<Option<&'a Node>, Fault> {
    match (&here.value, &call.arg(index)?.value) {
        (Value::Unknown(unknown), _) => Err(Fault::Unknown(unknown.reason.clone())),
        (Value::Object(object), Value::String(name)) => Ok(object.get(name)),
        (Value::Array(array), Value::Int(_)) => {
            let place = usize::try_from(call.small_int(index)?).ok();
            Ok(place.and_then(|place| array.items().get(place)))
        }
        (_, Value::Object(counted)) => {
            let (place, end) = direction(call, counted, index)?;
            let Value::Array(array) = &here.value else { return Ok(None) };
            let items = array.items();
            let plain = || usize::try_from(place).ok().and_then(|place| items.get(place));
            Ok(if end { from_end(items, place) } else { plain() })
        }
        (_, Value::String(_) | Value::Int(_)) => Ok(None),
        _ => Err(call.wrong_type(index, "a name or an index")),
    }
}

/// The index that an object writes as `value`, and whether it says `fromEnd`.
fn direction(call: &Call<'_>, counted: &Object, index: usize) -> Result<(i64, bool), Fault> {
    let part = |name: &str| match counted.get(name).map(|part| &part.value) {
        Some(Value::Unknown(unknown)) => Err(Fault::Unknown(unknown.reason.clone())),
        part => Ok(part.cloned()),
    };
    match (part("value")?, part("fromEnd")?) {
        (Some(Value::Int(place)), None | Some(Value::Null)) => Ok((place, false)),
        (Some(Value::Int(place)), Some(Value::Bool(end))) => Ok((place, end)),
        _ => {
            Err(call.wrong_type(index, "a name, an index or an object with 'value' and 'fromEnd'"))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::functions::testing::{call, fault, result, unknown_because};

    #[test]
    fn index_from_end_counts_from_one() {
        assert_eq!(result("indexFromEnd", json!([["a", "b"], 1])), "b");
        assert_eq!(fault("indexFromEnd", json!([["a"], 0])), ProblemKind::IndexOutOfRange);
        assert_eq!(fault("indexFromEnd", json!([["a"], 2])), ProblemKind::IndexOutOfRange);
    }

    #[test]
    fn try_index_from_end_gives_null_for_what_is_missing() {
        assert_eq!(result("tryIndexFromEnd", json!([["a", "b"], 2])), "a");
        for missing in [json!([["a"], 2]), json!([["a"], -1]), json!([["a"], "1"])] {
            assert_eq!(result("tryIndexFromEnd", missing), json!(null));
        }
        assert_eq!(result("tryIndexFromEnd", json!([null, 1])), json!(null));
        assert_eq!(
            fault("tryIndexFromEnd", json!([["a"], 1_i64 << 31])),
            ProblemKind::ArgumentValue
        );
        let list = json!([{"name": "a"}, {"name": "b"}]);
        assert_eq!(result("tryIndexFromEnd", json!([list, 2, "name"])), "a");
        assert_eq!(result("tryIndexFromEnd", json!([list, 3, "name"])), json!(null));
        let beyond = fault("tryIndexFromEnd", json!([list, 2, "none"]));
        assert_eq!(beyond, ProblemKind::PropertyNotFound);
    }

    #[test]
    fn try_get_gives_null_for_what_is_missing() {
        let object = json!({"foo": [{"bar": "baz"}], "none": null});
        assert_eq!(result("tryGet", json!([object, "FOO", 0, "bar"])), "baz");
        assert_eq!(result("tryGet", json!([object, "fizz", 0, "bar"])), json!(null));
        assert_eq!(result("tryGet", json!([[1], 7])), json!(null));
        assert_eq!(result("tryGet", json!([[1], -1])), json!(null));
        for steps in [json!([object, "foo", 7]), json!([object, "foo", 0, "x"])] {
            assert_eq!(fault("tryGet", steps), ProblemKind::PropertyNotFound);
        }
        assert_eq!(fault("tryGet", json!([[1], 1_i64 << 31])), ProblemKind::ArgumentValue);
        assert_eq!(result("tryGet", json!([object, "none", "x"])), json!(null));
        assert_eq!(result("tryGet", json!([null, "x"])), json!(null));
        assert!(matches!(call("tryGet", &json!([object, "foo"])), Ok(Outcome::Selected(_))));
        let reason = unknown_because("tryGet", json!([{"a": {"$unknown": "p"}}, "a", "b"]));
        assert_eq!(reason, crate::Reason::ParameterWithoutValue("p".into()));
    }

    #[test]
    fn what_has_no_parts_gives_null() {
        for whole in [json!("text"), json!(7), json!(true)] {
            assert_eq!(result("tryGet", json!([whole, "x"])), json!(null));
        }
        assert_eq!(fault("tryGet", json!([["text"], 0, "x"])), ProblemKind::PropertyNotFound);
    }

    #[test]
    fn an_object_says_that_an_index_counts_from_the_end() {
        let whole = json!({"list": ["a", "b", "c"]});
        let get = |index: serde_json::Value| result("tryGet", json!([whole, "list", index]));
        assert_eq!(get(json!({"value": 1, "fromEnd": true})), "c");
        assert_eq!(get(json!({"value": 1, "fromEnd": false})), "b");
        assert_eq!(get(json!({"value": 0})), "a");
        let beyond = json!([whole, "list", {"value": 4, "fromEnd": true}]);
        assert_eq!(fault("tryGet", beyond), ProblemKind::PropertyNotFound);
        let first = json!([["a"], {"value": 2, "fromEnd": true}]);
        assert_eq!(result("tryGet", first), json!(null));
        for wrong in [json!({}), json!({"value": "1"}), json!({"value": 1, "fromEnd": "yes"})] {
            let steps = json!([whole, "list", wrong]);
            assert_eq!(fault("tryGet", steps), ProblemKind::ArgumentType);
        }
    }
}
