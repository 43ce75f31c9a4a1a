//! Making and joining arrays.

use crate::functions::argument::{MOST_ELEMENTS, made};
use crate::functions::json::writer::{Quotes, plain};
use crate::functions::{Call, Fault, Function, Outcome};
use crate::{Array, Node, ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::exactly("array", 1, array),
    Function::at_least("concat", 1, concat),
    Function::at_least("createArray", 0, create_array).taking_unknown(),
    Function::exactly("flatten", 1, flatten),
    Function::exactly("range", 2, range),
];

fn array(call: &Call<'_>) -> Result<Outcome, Fault> {
    let value = call.arg(0)?;
    Ok(match value.value {
        Value::Array(_) => Outcome::Selected(value.clone()),
        _ => Outcome::Made(Value::array(vec![value.clone()])),
    })
}

fn create_array(call: &Call<'_>) -> Result<Outcome, Fault> {
    call.array_result(call.args.to_vec())
}

fn concat(call: &Call<'_>) -> Result<Outcome, Fault> {
    call.arg(0)?;
    let arrays = call.args.iter().filter(|node| matches!(node.value, Value::Array(_))).count();
    if arrays == 0 {
        return concat_text(call);
    }
    if arrays < call.args.len() {
        let message = "takes either arrays or strings, not both";
        return Err(call.fault(ProblemKind::ArgumentType, message));
    }
    let arrays = (0..call.args.len()).map(|index| call.array(index));
    joined(call, arrays)
}

fn concat_text(call: &Call<'_>) -> Result<Outcome, Fault> {
    let mut text = String::new();
    for (index, node) in call.args.iter().enumerate() {
        if matches!(node.value, Value::Object(_) | Value::Null) {
            return Err(call.wrong_type(index, "a string"));
        }
        text.push_str(&plain(call, &node.value, Quotes::Double)?);
    }
    call.text_result(text)
}

fn flatten(call: &Call<'_>) -> Result<Outcome, Fault> {
    let arrays = call.array(0)?.items().iter().map(|item| match &item.value {
        Value::Array(array) => Ok(&**array),
        _ => Err(call.wrong_element(item, "arrays")),
    });
    joined(call, arrays)
}

/// The elements of several arrays in one.
fn joined<'a>(
    call: &Call<'_>,
    arrays: impl Iterator<Item = Result<&'a Array, Fault>>,
) -> Result<Outcome, Fault> {
    let mut items: Vec<Node> = Vec::new();
    for array in arrays {
        items.extend_from_slice(array?.items());
        if items.len() > MOST_ELEMENTS {
            break;
        }
    }
    call.array_result(items)
}

/// The most elements: documented with the function.
const LONGEST_RANGE: i64 = 10_000;

fn range(call: &Call<'_>) -> Result<Outcome, Fault> {
    let (start, count) = (call.int(0)?, call.int(1)?);
    if !(0..=LONGEST_RANGE).contains(&count) {
        return Err(call.wrong_value(&format!("makes 0 to {LONGEST_RANGE} numbers, not {count}")));
    }
    let last = start.saturating_add(count - 1);
    if i32::try_from(start).is_err() || i32::try_from(last.max(start)).is_err() {
        return Err(call.wrong_value("makes no numbers beyond 32 bits"));
    }
    made(Value::array((start..=last).map(|number| call.made(Value::Int(number))).collect()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::functions::testing::{call, fault, result, unknown_because};

    #[test]
    fn array_wraps_everything_but_arrays() {
        assert_eq!(result("array", json!([1])), json!([1]));
        assert_eq!(result("array", json!([{"a": "b"}])), json!([{"a": "b"}]));
        assert!(matches!(call("array", &json!([["x"]])), Ok(Outcome::Selected(_))));
    }

    #[test]
    fn concat_joins_arrays_or_texts() {
        assert_eq!(result("concat", json!([["1"], ["2", 3]])), json!(["1", "2", 3]));
        assert_eq!(result("concat", json!(["a", 1, "-", true])), "a1-True");
        assert_eq!(fault("concat", json!([["a"], "b"])), ProblemKind::ArgumentType);
        assert_eq!(fault("concat", json!([{"a": 1}, "b"])), ProblemKind::ArgumentType);
        let unknown = json!({"$unknown": "p"});
        assert_eq!(result("concat", json!([[unknown], ["b"]])), json!(["[parameters('p')]", "b"]));
    }

    #[test]
    fn create_array_takes_any_number_of_anything() {
        assert_eq!(result("createArray", json!([])), json!([]));
        assert_eq!(result("createArray", json!([1, "a", null])), json!([1, "a", null]));
    }

    #[test]
    fn flatten_opens_one_level() {
        assert_eq!(result("flatten", json!([[[0, 1], [], [[2]]]])), json!([0, 1, [2]]));
        assert_eq!(result("flatten", json!([[]])), json!([]));
        assert_eq!(fault("flatten", json!([[1]])), ProblemKind::ArgumentType);
        let reason = unknown_because("flatten", json!([[{"$unknown": "p"}]]));
        assert_eq!(reason, crate::Reason::ParameterWithoutValue("p".into()));
    }

    #[test]
    fn range_stays_within_its_documented_bounds() {
        assert_eq!(result("range", json!([5, 3])), json!([5, 6, 7]));
        assert_eq!(result("range", json!([-2, 3])), json!([-2, -1, 0]));
        assert_eq!(result("range", json!([1, 0])), json!([]));
        let most = result("range", json!([0, 10000]));
        assert_eq!(most.as_array().map(Vec::len), Some(10000));
        assert_eq!(fault("range", json!([0, 10001])), ProblemKind::ArgumentValue);
        assert_eq!(fault("range", json!([0, -1])), ProblemKind::ArgumentValue);
        assert_eq!(result("range", json!([2_147_483_647, 1])), json!([2_147_483_647]));
        assert_eq!(fault("range", json!([2_147_483_647, 2])), ProblemKind::ArgumentValue);
        assert_eq!(fault("range", json!([i64::MAX, 1])), ProblemKind::ArgumentValue);
    }
}
