//! `bool`, `not`, `true` and `false`.

use crate::functions::argument::truth;
use crate::functions::{Call, Fault, Function, Outcome};
use crate::{ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::exactly("bool", 1, bool),
    Function::exactly("false", 0, |_| truth(false)),
    Function::exactly("not", 1, not),
    Function::exactly("true", 0, |_| truth(true)),
];

fn bool(call: &Call<'_>) -> Result<Outcome, Fault> {
    let node = call.arg(0)?;
    match &node.value {
        Value::Bool(_) => Ok(Outcome::Selected(node.clone())),
        Value::Int(number) => truth(*number != 0),
        Value::String(text) => match text.trim() {
            text if text.eq_ignore_ascii_case("true") => truth(true),
            text if text.eq_ignore_ascii_case("false") => truth(false),
            _ => {
                let message = format!("can't make a bool of '{text}'");
                Err(call.fault(ProblemKind::Conversion, &message))
            }
        },
        _ => Err(call.wrong_type(0, "a string or an int")),
    }
}

fn not(call: &Call<'_>) -> Result<Outcome, Fault> {
    match call.arg(0)?.value {
        Value::Bool(value) => truth(!value),
        _ => Err(call.wrong_type(0, "a bool")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::functions::testing::{fault, result};

    #[test]
    fn bool_reads_words_and_numbers() {
        assert_eq!(result("bool", json!(["True"])), true);
        assert_eq!(result("bool", json!(["false"])), false);
        assert_eq!(result("bool", json!([7])), true);
        assert_eq!(result("bool", json!([0])), false);
        assert_eq!(result("bool", json!([true])), true);
        assert_eq!(fault("bool", json!(["sdf"])), ProblemKind::Conversion);
        assert_eq!(fault("bool", json!([[]])), ProblemKind::ArgumentType);
    }

    #[test]
    fn not_takes_a_bool_only() {
        assert_eq!(result("not", json!([false])), true);
        assert_eq!(fault("not", json!(["true"])), ProblemKind::ArgumentType);
        assert_eq!(result("true", json!([])), true);
        assert_eq!(result("false", json!([])), false);
    }
}
