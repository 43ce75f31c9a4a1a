//! Strings: searching, cutting, joining and changing them.

use crate::functions::argument::{MOST_BYTES, made, truth};
use crate::functions::json::writer::{Quotes, comparable, plain};
use crate::functions::unicode::case::{lower, upper};
use crate::functions::unicode::{search, units};
use crate::functions::{Call, Fault, Function, Outcome};
use crate::{ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::exactly("endsWith", 2, ends_with),
    Function::exactly("join", 2, join),
    Function::exactly("like", 2, like),
    Function::between("padLeft", 2, 3, pad_left),
    Function::exactly("replace", 3, replace),
    Function::exactly("split", 2, split),
    Function::exactly("startsWith", 2, starts_with),
    Function::exactly("string", 1, string),
    Function::between("substring", 2, 3, substring),
    Function::exactly("toLower", 1, to_lower),
    Function::exactly("toUpper", 1, to_upper),
    Function::exactly("trim", 1, trim),
];

fn starts_with(call: &Call<'_>) -> Result<Outcome, Fault> {
    truth(search::begins(call.text(0)?, call.text(1)?))
}

fn ends_with(call: &Call<'_>) -> Result<Outcome, Fault> {
    truth(search::ends(call.text(0)?, call.text(1)?))
}

fn join(call: &Call<'_>) -> Result<Outcome, Fault> {
    let (items, delimiter) = (call.array(0)?.items(), call.text(1)?);
    let mut text = String::new();
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            text.push_str(delimiter);
        }
        if !matches!(item.value, Value::String(_) | Value::Int(_) | Value::Bool(_)) {
            return Err(call.wrong_element(item, "strings, ints or bools"));
        }
        text.push_str(&plain(call, &item.value, Quotes::Double)?);
        if text.len() > MOST_BYTES {
            break;
        }
    }
    call.text_result(text)
}

/// What `padLeft` pads to.
const WIDTHS: std::ops::RangeInclusive<usize> = 1..=16;

fn pad_left(call: &Call<'_>) -> Result<Outcome, Fault> {
    let text = match &call.arg(0)?.value {
        Value::String(text) => text.to_string(),
        Value::Int(number) => number.to_string(),
        _ => return Err(call.wrong_type(0, "a string or an int")),
    };
    let wanted = call.int(1)?;
    let Some(width) = usize::try_from(wanted).ok().filter(|width| WIDTHS.contains(width)) else {
        return Err(call.wrong_value(&format!("pads to 1 to 16 characters, not {wanted}")));
    };
    let filler = match call.args.get(2) {
        None => ' ',
        Some(_) => single_character(call)?,
    };
    let missing = width.saturating_sub(units::length(&text));
    let mut padded = filler.to_string().repeat(missing);
    padded.push_str(&text);
    call.text_result(padded)
}

fn single_character(call: &Call<'_>) -> Result<char, Fault> {
    let text = call.text(2)?;
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) if character.len_utf16() == 1 => Ok(character),
        _ => Err(call.wrong_value(&format!("pads with a single character, not '{text}'"))),
    }
}

fn replace(call: &Call<'_>) -> Result<Outcome, Fault> {
    let (text, old, new) = (call.text(0)?, call.text(1)?, call.text(2)?);
    if old.is_empty() {
        return Err(call.wrong_value("can't replace an empty string"));
    }
    let growth = new.len().saturating_sub(old.len()).saturating_mul(text.matches(old).count());
    if text.len().saturating_add(growth) > MOST_BYTES {
        return Err(call.too_long());
    }
    call.text_result(text.replace(old, new))
}

fn split(call: &Call<'_>) -> Result<Outcome, Fault> {
    let text = call.text(0)?;
    let delimiters = delimiters(call)?;
    let mut parts = Vec::new();
    let (mut start, mut here) = (0, 0);
    while here < text.len() {
        match delimiters.iter().find(|delimiter| text[here..].starts_with(**delimiter)) {
            Some(delimiter) => {
                parts.push(call.made_text(&text[start..here]));
                here += delimiter.len();
                start = here;
            }
            None => here += text[here..].chars().next().map_or(1, char::len_utf8),
        }
    }
    parts.push(call.made_text(&text[start..]));
    call.array_result(parts)
}

fn delimiters<'a>(call: &Call<'a>) -> Result<Vec<&'a str>, Fault> {
    let mut delimiters = match &call.arg(1)?.value {
        Value::String(delimiter) => vec![&**delimiter],
        Value::Array(array) => array
            .items()
            .iter()
            .map(|item| match &item.value {
                Value::String(delimiter) => Ok(&**delimiter),
                _ => Err(call.wrong_element(item, "strings as its delimiters")),
            })
            .collect::<Result<_, _>>()?,
        _ => return Err(call.wrong_type(1, "a string or an array of strings")),
    };
    delimiters.retain(|delimiter| !delimiter.is_empty());
    Ok(delimiters)
}

fn string(call: &Call<'_>) -> Result<Outcome, Fault> {
    let node = call.arg(0)?;
    match &node.value {
        Value::String(_) => Ok(Outcome::Selected(node.clone())),
        Value::Array(_) | Value::Object(_) => {
            // The engine bounds what functions make of texts, but not a value written down: workbooks are longer.
            Ok(Outcome::Made(Value::String(comparable(call, &node.value)?.into())))
        }
        Value::Int(_) | Value::Bool(_) => {
            call.text_result(plain(call, &node.value, Quotes::Double)?)
        }
        _ => Err(call.wrong_type(0, "a string, an int, a bool, an array or an object")),
    }
}

/// Whether a text is of a pattern, in which `*` stands for any text; case is ignored.
fn like(call: &Call<'_>) -> Result<Outcome, Fault> {
    let upper = |text: &str| text.chars().map(upper).collect::<String>();
    let (text, pattern) = (upper(call.text(0)?), upper(call.text(1)?));
    let Some((start, rest)) = pattern.split_once('*') else { return truth(text == pattern) };
    let (middle, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    let inside = text.strip_prefix(start).and_then(|text| text.strip_suffix(end));
    // Each piece where it first stands leaves the most for those behind it.
    truth(inside.is_some_and(|inside| {
        let mut pieces = middle.split('*');
        pieces
            .try_fold(inside, |rest, piece| Some(&rest[rest.find(piece)? + piece.len()..]))
            .is_some()
    }))
}

fn substring(call: &Call<'_>) -> Result<Outcome, Fault> {
    let (text, start) = (call.text(0)?, call.int(1)?);
    let whole = units::length(text);
    let length = match call.args.get(2) {
        Some(_) => Some(call.int(2)?),
        None => None,
    };
    let outside = || {
        let wanted = length.map_or_else(String::new, |length| format!(" and length {length}"));
        let message =
            format!("reaches outside its text of {whole} characters: start {start}{wanted}");
        call.fault(ProblemKind::ArgumentValue, &message)
    };
    let from = usize::try_from(start).ok().filter(|from| *from <= whole).ok_or_else(outside)?;
    let to = match length {
        None => whole,
        Some(length) => usize::try_from(length)
            .ok()
            .and_then(|length| from.checked_add(length))
            .filter(|to| *to <= whole)
            .ok_or_else(outside)?,
    };
    made(Value::String(units::slice(text, from, to).into()))
}

fn to_lower(call: &Call<'_>) -> Result<Outcome, Fault> {
    call.text_result(call.text(0)?.chars().map(lower).collect())
}

fn to_upper(call: &Call<'_>) -> Result<Outcome, Fault> {
    call.text_result(call.text(0)?.chars().map(upper).collect())
}

fn trim(call: &Call<'_>) -> Result<Outcome, Fault> {
    call.text_result(call.text(0)?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::functions::testing::{fault, result, text, unknown_because};

    #[test]
    fn starts_and_ends_ignore_case() {
        assert_eq!(result("startsWith", json!(["abcdef", "AB"])), true);
        assert_eq!(result("startsWith", json!(["abcdef", "e"])), false);
        assert_eq!(result("endsWith", json!(["abcdef", "F"])), true);
        assert_eq!(result("endsWith", json!(["abcdef", ""])), true);
        assert_eq!(result("startsWith", json!(["Ærø", "æ"])), true);
        assert_eq!(fault("endsWith", json!(["one", 100])), ProblemKind::ArgumentType);
    }

    #[test]
    fn join_writes_numbers_and_truths() {
        assert_eq!(text("join", json!([["abc", 123, true], "/"])), "abc/123/True");
        assert_eq!(text("join", json!([[], ","])), "");
        assert_eq!(text("join", json!([["a"], ","])), "a");
        assert_eq!(fault("join", json!([["a"], 1])), ProblemKind::ArgumentType);
        assert_eq!(fault("join", json!([[{}], ","])), ProblemKind::ArgumentType);
        assert_eq!(fault("join", json!([["a", null], ","])), ProblemKind::ArgumentType);
        assert_eq!(fault("join", json!([[1.5], ","])), ProblemKind::ArgumentType);
        let reason = unknown_because("join", json!([["a", {"$unknown": "p"}], ","]));
        assert_eq!(reason, crate::Reason::ParameterWithoutValue("p".into()));
    }

    #[test]
    fn pad_left_never_shortens() {
        assert_eq!(text("padLeft", json!(["123", 10, "0"])), "0000000123");
        assert_eq!(text("padLeft", json!([-100, 10, "0"])), "000000-100");
        assert_eq!(text("padLeft", json!(["123", 2, "0"])), "123");
        assert_eq!(text("padLeft", json!(["00", 5])), "   00");
        assert_eq!(fault("padLeft", json!(["a", -1])), ProblemKind::ArgumentValue);
        assert_eq!(fault("padLeft", json!(["a", 5, ""])), ProblemKind::ArgumentValue);
        assert_eq!(fault("padLeft", json!(["a", 5, "ab"])), ProblemKind::ArgumentValue);
        assert_eq!(fault("padLeft", json!([[""], 5])), ProblemKind::ArgumentType);
        for width in [0, 17, i64::MAX] {
            assert_eq!(fault("padLeft", json!(["a", width])), ProblemKind::ArgumentValue);
        }
    }

    #[test]
    fn replace_minds_the_case() {
        assert_eq!(text("replace", json!(["123-123-1234", "-", ""])), "1231231234");
        assert_eq!(text("replace", json!(["aAa", "A", "b"])), "aba");
        assert_eq!(fault("replace", json!(["abc", "", "x"])), ProblemKind::ArgumentValue);
        let (text, new) = ("a".repeat(5000), "b".repeat(5000));
        assert_eq!(fault("replace", json!([text, "a", new])), ProblemKind::Limit);
    }

    #[test]
    fn split_keeps_empty_parts() {
        assert_eq!(
            result("split", json!(["one;two,three", [",", ";"]])),
            json!(["one", "two", "three"])
        );
        assert_eq!(result("split", json!([",a,", ","])), json!(["", "a", ""]));
        assert_eq!(result("split", json!(["", ","])), json!([""]));
        assert_eq!(result("split", json!(["a b", ""])), json!(["a b"]));
        assert_eq!(result("split", json!(["aé--b-", ["--", "-"]])), json!(["aé", "b", ""]));
        assert_eq!(fault("split", json!(["a", 3])), ProblemKind::ArgumentType);
        assert_eq!(fault("split", json!(["a", [100]])), ProblemKind::ArgumentType);
    }

    #[test]
    fn string_writes_compact_json() {
        assert_eq!(
            text("string", json!([{"b": [1, true, null], "a": "q\"\\/"}])),
            r#"{"b":[1,true,null],"a":"q\"\\/"}"#
        );
        assert_eq!(text("string", json!([true])), "True");
        assert_eq!(text("string", json!([5])), "5");
        assert_eq!(text("string", json!(["x"])), "x");
        assert_eq!(fault("string", json!([null])), ProblemKind::ArgumentType);
        assert_eq!(fault("string", json!([1.5])), ProblemKind::ArgumentType);
        assert_eq!(text("string", json!([[3.0, 2.5]])), "[3.0,2.5]");
        let reason = unknown_because("string", json!([{"a": {"$unknown": "p"}}]));
        assert_eq!(reason, crate::Reason::ParameterWithoutValue("p".into()));
    }

    #[test]
    fn like_knows_one_wildcard() {
        for (text, pattern, is_like) in [
            ("abc", "A*", true),
            ("abc", "*", true),
            ("", "", true),
            ("", "*", true),
            ("abc", "?bc", false),
            ("a*c", "a**c", true),
            ("abc", "*abc", true),
            ("abab", "ab*ab", true),
            ("aba", "ab*ba", false),
            ("a1b2c", "a*b*c", true),
            ("a1c2b", "a*b*c", false),
            ("a.c", "a.c", true),
        ] {
            assert_eq!(result("like", json!([text, pattern])), is_like, "{text} {pattern}");
        }
        assert_eq!(fault("like", json!([1, "1"])), ProblemKind::ArgumentType);
    }

    #[test]
    fn no_text_is_longer_than_azure_takes() {
        let half = "a".repeat(65_536);
        assert_eq!(text("concat", json!([half, half])).len(), 131_072);
        assert_eq!(fault("concat", json!([half, half, "a"])), ProblemKind::Limit);
        // Characters are counted, not bytes.
        assert_eq!(
            text("concat", json!(["日".repeat(65_536), "日".repeat(65_536)])).len(),
            393_216
        );
    }

    #[test]
    fn substring_stays_inside() {
        assert_eq!(text("substring", json!(["one two three", 4, 3])), "two");
        assert_eq!(text("substring", json!(["one", 3])), "");
        assert_eq!(text("substring", json!(["𝒳yz", 2, 1])), "y");
        for args in
            [json!(["1234567890", 0, 11]), json!(["a", 2]), json!(["a", -1]), json!(["a", 0, -1])]
        {
            assert_eq!(fault("substring", args), ProblemKind::ArgumentValue);
        }
        assert_eq!(
            fault("substring", json!(["a", i64::MAX, i64::MAX])),
            ProblemKind::ArgumentValue
        );
    }

    #[test]
    fn case_is_changed_character_by_character() {
        assert_eq!(text("toUpper", json!(["straße é"])), "STRAßE É");
        assert_eq!(text("toLower", json!(["ÀB İ"])), "àb İ");
        assert_eq!(text("trim", json!([" \t\u{a0}a b\r\n"])), "a b");
        assert_eq!(fault("toLower", json!([123])), ProblemKind::ArgumentType);
    }
}
