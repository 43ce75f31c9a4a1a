//! `format`: composite format strings as .NET's `String.Format` takes them.

use crate::functions::argument::MOST_BYTES;
use crate::functions::json::writer::{Quotes, plain};
use crate::functions::numbers::decimal::Decimal;
use crate::functions::numbers::format::formatted;
use crate::functions::unicode::units;
use crate::functions::{Call, Fault, Function, Outcome};
use crate::{ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[Function::at_least("format", 1, format)];

/// The greatest index and width that .NET reads.
const GREATEST: usize = 1_000_000;

fn format(call: &Call<'_>) -> Result<Outcome, Fault> {
    let mut rest = call.text(0)?;
    let mut text = String::new();
    while let Some(place) = rest.find(['{', '}']) {
        text.push_str(&rest[..place]);
        let brace = &rest[place..=place];
        let after = &rest[place + 1..];
        if let Some(after) = after.strip_prefix(brace) {
            text.push_str(brace);
            rest = after;
        } else if brace == "{" {
            let (item, after) = FormatItem::read(after).ok_or_else(|| malformed(call))?;
            text.push_str(&item.written(call)?);
            rest = after;
        } else {
            return Err(malformed(call));
        }
        if text.len() > MOST_BYTES {
            break;
        }
    }
    text.push_str(rest);
    call.text_result(text)
}

fn malformed(call: &Call<'_>) -> Fault {
    call.wrong_value("has a malformed format string: a brace stands for itself when doubled")
}

/// `{index[,width][:format]}` without its opening brace.
struct FormatItem<'a> {
    index: usize,
    width: usize,
    is_left_aligned: bool,
    format: &'a str,
}

impl<'a> FormatItem<'a> {
    /// The item and what stands after it.
    fn read(text: &'a str) -> Option<(Self, &'a str)> {
        let (index, mut rest) = digits(text)?;
        let mut item = Self { index, width: 0, is_left_aligned: false, format: "" };
        rest = rest.trim_start_matches(' ');
        if let Some(after) = rest.strip_prefix(',') {
            let after = after.trim_start_matches(' ');
            let number = after.strip_prefix('-');
            item.is_left_aligned = number.is_some();
            let (width, after) = digits(number.unwrap_or(after))?;
            item.width = width;
            rest = after.trim_start_matches(' ');
        }
        if let Some(after) = rest.strip_prefix(':') {
            let end = after.find('}')?;
            item.format = &after[..end];
            rest = &after[end..];
            if item.format.contains('{') {
                return None;
            }
        }
        Some((item, rest.strip_prefix('}')?))
    }

    fn written(&self, call: &Call<'_>) -> Result<String, Fault> {
        let Some(argument) = call.args.get(self.index + 1) else {
            let given = call.args.len().saturating_sub(1);
            let message = format!("has no argument for {{{}}}, only {given}", self.index);
            return Err(call.wrong_value(&message));
        };
        let text = self.argument(call, &argument.value)?;
        let padding = " ".repeat(self.width.saturating_sub(units::length(&text)));
        Ok(if self.is_left_aligned { text + &padding } else { padding + &text })
    }

    fn argument(&self, call: &Call<'_>, value: &Value) -> Result<String, Fault> {
        let number = match value {
            Value::Int(number) => Decimal::of_int(*number),
            Value::Float(number) if number.is_finite() => Decimal::of_float(*number),
            // Only numbers take a format; texts are written as they stand.
            value => return plain(call, value, Quotes::Single),
        };
        formatted(&number, self.format).map_err(|_| {
            let message = format!("can't write a number by the format '{}'", self.format);
            call.fault(ProblemKind::ArgumentValue, &message)
        })
    }
}

fn digits(text: &str) -> Option<(usize, &str)> {
    let end = text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
    let number: usize = text[..end].parse().ok()?;
    (number < GREATEST).then_some((number, &text[end..]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::functions::testing::{fault, text, unknown_because};

    #[test]
    fn arguments_stand_where_their_index_says() {
        assert_eq!(
            text(
                "format",
                json!(["{0}, {1}. Formatted number: {2:N0}", "Hello", "User", 8_175_133])
            ),
            "Hello, User. Formatted number: 8,175,133"
        );
        assert_eq!(text("format", json!(["{1}{0}{1}", "a", "b"])), "bab");
        assert_eq!(text("format", json!(["{0}/{1}/{2}/{3}", 1, 2, 3, true])), "1/2/3/True");
        assert_eq!(text("format", json!(["no arguments"])), "no arguments");
        assert_eq!(text("format", json!(["[{0}]", null])), "[]");
    }

    #[test]
    fn arrays_and_objects_are_json_in_single_quotes() {
        let args = json!([">{0}<>{1}<", {"a": "b", "!c": 2}, [true, 2893, "abc"]]);
        assert_eq!(text("format", args), ">{'a':'b','!c':2}<>[true,2893,'abc']<");
        assert_eq!(text("format", json!(["{0}", ["it's"]])), "['it\\'s']");
        let reason = unknown_because("format", json!(["{0}", [{"$unknown": "p"}]]));
        assert_eq!(reason, crate::Reason::ParameterWithoutValue("p".into()));
    }

    #[test]
    fn width_and_format() {
        assert_eq!(text("format", json!(["{0,5}|{0,-5}|{0, 3 }", "ab"])), "   ab|ab   | ab");
        assert_eq!(text("format", json!(["{0:D3}-{0,6:X2}", 10])), "010-    0A");
        assert_eq!(text("format", json!(["{0:000}", 7])), "007");
        assert_eq!(text("format", json!(["{0:N0}", "text"])), "text");
        assert_eq!(text("format", json!(["{0,3}", 12345])), "12345");
    }

    #[test]
    fn braces_are_doubled() {
        assert_eq!(text("format", json!(["{{{0}}} {{0}}", "x"])), "{x} {0}");
        for bad in ["{0", "0}", "{", "}", "{x}", "{0,}", "{-1}", "{0:{}", "{ 0}"] {
            assert_eq!(fault("format", json!([bad, "x"])), ProblemKind::ArgumentValue, "{bad}");
        }
    }

    #[test]
    fn what_does_not_fit_is_a_fault() {
        assert_eq!(fault("format", json!(["->{123}<-", 123])), ProblemKind::ArgumentValue);
        assert_eq!(fault("format", json!(["{0}"])), ProblemKind::ArgumentValue);
        assert_eq!(fault("format", json!(["{0:Q}", 1])), ProblemKind::ArgumentValue);
        assert_eq!(fault("format", json!([1, "1"])), ProblemKind::ArgumentType);
        let wide = "{0,999999}".repeat(100);
        assert_eq!(fault("format", json!([wide, 1])), ProblemKind::Limit);
    }
}
