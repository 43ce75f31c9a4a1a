//! `equals`, `greater`, `less` and their kin.

use std::cmp::Ordering;

use super::equality::{Same, same};
use crate::functions::argument::truth;
use crate::functions::unicode::collation;
use crate::functions::{Call, Fault, Function, Outcome};
use crate::{ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::exactly("equals", 2, equals),
    Function::exactly("greater", 2, greater),
    Function::exactly("greaterOrEquals", 2, greater_or_equals),
    Function::exactly("less", 2, less),
    Function::exactly("lessOrEquals", 2, less_or_equals),
];

fn equals(call: &Call<'_>) -> Result<Outcome, Fault> {
    match same(call, &call.arg(0)?.value, &call.arg(1)?.value)? {
        Same::Yes => truth(true),
        Same::No => truth(false),
        Same::Unknown(reason) => Err(Fault::Unknown(reason)),
    }
}

fn greater(call: &Call<'_>) -> Result<Outcome, Fault> {
    truth(order(call)?.is_gt())
}

fn greater_or_equals(call: &Call<'_>) -> Result<Outcome, Fault> {
    truth(order(call)?.is_ge())
}

fn less(call: &Call<'_>) -> Result<Outcome, Fault> {
    truth(order(call)?.is_lt())
}

fn less_or_equals(call: &Call<'_>) -> Result<Outcome, Fault> {
    truth(order(call)?.is_le())
}

fn order(call: &Call<'_>) -> Result<Ordering, Fault> {
    match (&call.arg(0)?.value, &call.arg(1)?.value) {
        (Value::Int(one), Value::Int(other)) => Ok(one.cmp(other)),
        (Value::String(one), Value::String(other)) => Ok(collation::compare(one, other)),
        (one, other) => match (number(one), number(other)) {
            (Some(one), Some(other)) => Ok(one.total_cmp(&other)),
            _ => Err(mismatch(call, one, other)),
        },
    }
}

#[expect(clippy::cast_precision_loss, reason = "only compared with a number with fraction")]
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Int(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

fn mismatch(call: &Call<'_>, one: &Value, other: &Value) -> Fault {
    let message =
        format!("compares two ints or two strings, not {} with {}", one.kind(), other.kind());
    match [one, other].iter().find_map(|value| match value {
        Value::Unknown(unknown) => Some(unknown.reason.clone()),
        _ => None,
    }) {
        Some(reason) => Fault::Unknown(reason),
        None => call.fault(ProblemKind::ArgumentType, &message),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::functions::testing::{fault, result, unknown_because};

    #[test]
    fn equality_is_deep_and_minds_case_and_type() {
        assert_eq!(result("equals", json!(["a", "A"])), false);
        assert_eq!(result("equals", json!(["1", 1])), false);
        assert_eq!(result("equals", json!([1, 1.0])), false);
        assert_eq!(result("equals", json!([null, null])), true);
        assert_eq!(result("equals", json!([null, false])), false);
        assert_eq!(result("equals", json!([{"a": [1], "b": 2}, {"b": 2, "a": [1]}])), true);
        assert_eq!(result("equals", json!([{"a": 1}, {"A": 1}])), false);
        assert_eq!(result("equals", json!([[1, 2], [2, 1]])), false);
    }

    #[test]
    fn the_unknown_matters_only_when_the_rest_is_equal() {
        let unknown = json!({"$unknown": "p"});
        assert_eq!(result("equals", json!([[unknown, 1], [2, 3]])), false);
        let reason = crate::Reason::ParameterWithoutValue("p".into());
        assert_eq!(unknown_because("equals", json!([[unknown, 1], [2, 1]])), reason);
        assert_eq!(result("equals", json!([[unknown, 1], [unknown, 1]])), true);
    }

    #[test]
    fn ints_and_strings_have_an_order() {
        assert_eq!(result("greater", json!([2, 1])), true);
        assert_eq!(result("greater", json!(["A", "a"])), true);
        assert_eq!(result("less", json!(["apple", "Banana"])), true);
        assert_eq!(result("greaterOrEquals", json!([1, 1])), true);
        assert_eq!(result("lessOrEquals", json!(["b", "a"])), false);
        assert_eq!(result("less", json!([1, 1.5])), true);
        assert_eq!(fault("less", json!([1, "foo"])), ProblemKind::ArgumentType);
        assert_eq!(fault("greater", json!([true, false])), ProblemKind::ArgumentType);
    }
}
