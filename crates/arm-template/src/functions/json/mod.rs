//! `json` and `null`: text that becomes a value.

mod reader;
pub(super) mod writer;

use super::argument::made;
use super::{Call, Fault, Function, Outcome};
use crate::{Node, ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] =
    &[Function::exactly("json", 1, json), Function::exactly("null", 0, |_| made(Value::Null))];

fn json(call: &Call<'_>) -> Result<Outcome, Fault> {
    made(parsed(call, call.text(0)?)?)
}

/// The value that a JSON text stands for.
pub(super) fn parsed(call: &Call<'_>, text: &str) -> Result<Value, Fault> {
    // One origin serves all that the text contains.
    let inside = call.made(Value::Null);
    let make = |value| Node { value, origin: inside.origin.clone() };
    let member = |name: &str, value| call.made_member(name, value);
    reader::read(text, &make, &member).map_err(|fault| {
        call.fault(ProblemKind::Conversion, &format!("can't read its text as JSON: it {fault}"))
    })
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
        for (text, number) in [
            ("01", json!(1)),
            ("010", json!(8)),
            ("0x1F", json!(31)),
            ("-01", json!(-1)),
            ("-0", json!(0)),
            ("1.", json!(1.0)),
            (".5", json!(0.5)),
            ("0e1", json!(0.0)),
        ] {
            assert_eq!(result("json", json!([text])), number, "{text}");
        }
        assert_eq!(result("json", json!([r#""\ud83d\ude00\n\/""#])), "😀\n/");
        assert_eq!(
            result("json", json!(["{a: 1, 'A': [1,], \"b\": {}}"])),
            json!({"a": 1, "A": [1], "b": {}})
        );
        assert_eq!(result("null", json!([])), json!(null));
    }

    proptest::proptest! {
        #[test]
        fn no_text_brings_it_down(text in "[\\[\\]{}:,'\"0-9a-fx.+*/ \\\\tru-]{0,30}") {
            let _ = super::super::testing::call("json", &json!([text]));
        }

        #[test]
        fn what_is_json_is_read(number in -1000..1000_i64, text in "\\PC{0,20}") {
            let written = json!({"a": [number, text, null, true], "b": {"c": {}}});
            proptest::prop_assert_eq!(result("json", json!([written.to_string()])), written);
        }
    }

    #[test]
    fn members_keep_their_order() {
        let value = json!(r#"{"b":1,"a":{"d":2,"c":3}}"#);
        let object = result("json", json!([value]));
        assert_eq!(text("string", json!([object])), r#"{"b":1,"a":{"d":2,"c":3}}"#);
    }

    #[test]
    fn what_is_no_json_is_a_fault() {
        for bad in [
            "{",
            "{\"hi\": \"there\"",
            "[1 2]",
            "abc",
            "1 2",
            "'",
            "",
            " ",
            "// 1",
            "09",
            "+1",
            "1x",
            "[1,,2]",
            "True",
            "{,}",
            "[",
            "/*",
            "{a}",
            "'\\q'",
            "-",
        ] {
            assert_eq!(fault("json", json!([bad])), ProblemKind::Conversion, "{bad}");
        }
        assert_eq!(fault("json", json!([1])), ProblemKind::ArgumentType);
        assert_eq!(fault("json", json!(["[".repeat(100_000)])), ProblemKind::Conversion);
    }
}
