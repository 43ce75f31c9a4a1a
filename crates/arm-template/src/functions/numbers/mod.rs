//! Whole numbers of 64 bits, and the conversion to numbers.

pub(super) mod decimal;
pub(super) mod format;
mod pattern;

use super::argument::{made, number};
use super::{Call, Fault, Function, Outcome};
use crate::{ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::exactly("add", 2, |call| computed(call, i64::checked_add)),
    Function::exactly("div", 2, |call| divided(call, i64::checked_div)),
    Function::exactly("float", 1, float),
    Function::exactly("int", 1, int),
    Function::at_least("max", 1, |call| chosen(call, i64::max)),
    Function::at_least("min", 1, |call| chosen(call, i64::min)),
    Function::exactly("mod", 2, |call| divided(call, i64::checked_rem)),
    Function::exactly("mul", 2, |call| computed(call, i64::checked_mul)),
    Function::exactly("sub", 2, |call| computed(call, i64::checked_sub)),
];

fn computed(call: &Call<'_>, operation: fn(i64, i64) -> Option<i64>) -> Result<Outcome, Fault> {
    let (one, other) = (call.int(0)?, call.int(1)?);
    operation(one, other).map_or_else(
        || {
            let message = format!("of {one} and {other} leaves the range of 64 bits");
            Err(call.fault(ProblemKind::Overflow, &message))
        },
        number,
    )
}

fn divided(call: &Call<'_>, operation: fn(i64, i64) -> Option<i64>) -> Result<Outcome, Fault> {
    if call.int(0).is_ok() && call.int(1)? == 0 {
        return Err(call.fault(ProblemKind::DivideByZero, "divides by zero"));
    }
    computed(call, operation)
}

fn chosen(call: &Call<'_>, choose: fn(i64, i64) -> i64) -> Result<Outcome, Fault> {
    let mut numbers = Vec::with_capacity(call.args.len());
    for (index, node) in call.args.iter().enumerate() {
        match &node.value {
            Value::Int(value) => numbers.push(*value),
            Value::Array(array) => {
                for item in array.items() {
                    let Value::Int(value) = item.value else {
                        return Err(call.wrong_element(item, "ints"));
                    };
                    numbers.push(value);
                }
            }
            _ => return Err(call.wrong_type(index, "an int or an array of ints")),
        }
    }
    let best = numbers.into_iter().reduce(choose);
    best.map_or_else(|| Err(call.wrong_value("has no number to choose from")), number)
}

fn int(call: &Call<'_>) -> Result<Outcome, Fault> {
    let node = call.arg(0)?;
    let unfit = |kind, text: &str| Err(call.fault(kind, &format!("can't make an int of '{text}'")));
    match &node.value {
        Value::Int(_) => Ok(Outcome::Selected(node.clone())),
        Value::String(text) => match text.trim().parse::<i64>() {
            Ok(value) => number(value),
            Err(error) => match error.kind() {
                std::num::IntErrorKind::PosOverflow | std::num::IntErrorKind::NegOverflow => {
                    unfit(ProblemKind::Overflow, text)
                }
                _ => unfit(ProblemKind::Conversion, text),
            },
        },
        _ => Err(call.wrong_type(0, "a string or an int")),
    }
}

#[expect(clippy::cast_precision_loss, reason = "that is what the author asks for")]
fn float(call: &Call<'_>) -> Result<Outcome, Fault> {
    let node = call.arg(0)?;
    match &node.value {
        Value::Float(_) => Ok(Outcome::Selected(node.clone())),
        Value::Int(number) => made(Value::Float(*number as f64)),
        Value::String(text) => match text.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => made(Value::Float(number)),
            _ => {
                let message = format!("can't make a number of '{text}'");
                Err(call.fault(ProblemKind::Conversion, &message))
            }
        },
        _ => Err(call.wrong_type(0, "a string or an int")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{fault, result, unknown_because};
    use super::*;

    #[test]
    fn arithmetic_never_wraps() {
        assert_eq!(result("add", json!([5, 3])), 8);
        assert_eq!(result("sub", json!([7, 3])), 4);
        assert_eq!(result("mul", json!([5, -3])), -15);
        assert_eq!(fault("add", json!([i64::MAX, 1])), ProblemKind::Overflow);
        assert_eq!(fault("sub", json!([i64::MIN, 1])), ProblemKind::Overflow);
        assert_eq!(fault("mul", json!([i64::MAX, 2])), ProblemKind::Overflow);
        assert_eq!(fault("add", json!(["one", 1])), ProblemKind::ArgumentType);
    }

    #[test]
    fn division_drops_the_fraction_and_keeps_the_sign() {
        assert_eq!(result("div", json!([8, 3])), 2);
        assert_eq!(result("div", json!([-8, 3])), -2);
        assert_eq!(result("mod", json!([-7, 3])), -1);
        assert_eq!(result("mod", json!([7, -3])), 1);
        assert_eq!(fault("div", json!([8, 0])), ProblemKind::DivideByZero);
        assert_eq!(fault("mod", json!([8, 0])), ProblemKind::DivideByZero);
        assert_eq!(fault("div", json!([i64::MIN, -1])), ProblemKind::Overflow);
        assert_eq!(fault("div", json!(["x", 0])), ProblemKind::ArgumentType);
    }

    #[test]
    fn int_reads_decimal_text() {
        assert_eq!(result("int", json!(["4"])), 4);
        assert_eq!(result("int", json!([" -12 "])), -12);
        assert_eq!(result("int", json!([4])), 4);
        assert_eq!(fault("int", json!(["asdf"])), ProblemKind::Conversion);
        assert_eq!(fault("int", json!(["4.5"])), ProblemKind::Conversion);
        assert_eq!(fault("int", json!(["9223372036854775808"])), ProblemKind::Overflow);
        assert_eq!(fault("int", json!([true])), ProblemKind::ArgumentType);
    }

    #[test]
    fn float_reads_numbers() {
        assert_eq!(result("float", json!(["3.0"])), 3.0);
        assert_eq!(result("float", json!([3])), 3.0);
        assert_eq!(fault("float", json!(["one"])), ProblemKind::Conversion);
        assert_eq!(fault("float", json!(["NaN"])), ProblemKind::Conversion);
    }

    #[test]
    fn the_least_and_the_greatest_of_arguments_and_arrays() {
        assert_eq!(result("max", json!([0, 3, 2, 5, 4])), 5);
        assert_eq!(result("min", json!([[0, 3, -2]])), -2);
        assert_eq!(result("max", json!([[6, 4], 8])), 8);
        assert_eq!(fault("max", json!(["one", "two"])), ProblemKind::ArgumentType);
        assert_eq!(fault("min", json!([[]])), ProblemKind::ArgumentValue);
        assert_eq!(fault("min", json!([["a"]])), ProblemKind::ArgumentType);
        let reason = unknown_because("min", json!([[1, {"$unknown": "p"}]]));
        assert_eq!(reason, crate::Reason::ParameterWithoutValue("p".into()));
    }
}
