//! Base64 and data URIs.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};

use super::uri;
use crate::functions::argument::made;
use crate::functions::json::writer::{Quotes, compact};
use crate::functions::{Call, Fault, Function, Outcome, json};
use crate::{ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::exactly("base64", 1, base64),
    Function::exactly("base64ToJson", 1, base64_to_json),
    Function::exactly("base64ToString", 1, base64_to_string),
    Function::exactly("dataUri", 1, data_uri),
    Function::exactly("dataUriToString", 1, data_uri_to_string),
];

/// As .NET reads base64: padding is needed, spare bits don't matter.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

fn base64(call: &Call<'_>) -> Result<Outcome, Fault> {
    call.text_result(BASE64.encode(call.text(0)?))
}

fn base64_to_string(call: &Call<'_>) -> Result<Outcome, Fault> {
    call.text_result(decoded(call, call.text(0)?)?)
}

fn base64_to_json(call: &Call<'_>) -> Result<Outcome, Fault> {
    made(json::parsed(call, &decoded(call, call.text(0)?)?)?)
}

fn decoded(call: &Call<'_>, text: &str) -> Result<String, Fault> {
    let dense: String = text.split([' ', '\t', '\r', '\n']).collect();
    match BASE64.decode(dense) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(_) => Err(call.fault(ProblemKind::Conversion, "can't decode its text from base64")),
    }
}

fn data_uri(call: &Call<'_>) -> Result<Outcome, Fault> {
    let (kind, text) = match &call.arg(0)?.value {
        Value::String(text) => ("text/plain", text.to_string()),
        value => ("application/json", compact(call, value, Quotes::Double)?),
    };
    call.text_result(format!("data:{kind};charset=utf-8;base64,{}", BASE64.encode(text)))
}

fn data_uri_to_string(call: &Call<'_>) -> Result<Outcome, Fault> {
    let text = call.text(0)?;
    let malformed = || {
        let message = "takes text of the form data:text/plain;charset=utf-8;base64,…";
        call.fault(ProblemKind::Conversion, message)
    };
    let (head, data) =
        strip_scheme(text).and_then(|rest| rest.split_once(',')).ok_or_else(malformed)?;
    let mut parts = head.split(';');
    let kind = parts.next().unwrap_or_default().trim();
    if !kind.is_empty() && !kind.contains('/') {
        return Err(malformed());
    }
    let mut is_base64 = false;
    for part in parts {
        match part.trim().split_once('=') {
            None if part.trim().eq_ignore_ascii_case("base64") => is_base64 = true,
            // Without a type nothing but `base64` may stand before the comma.
            Some((name, charset)) if name.eq_ignore_ascii_case("charset") && !kind.is_empty() => {
                if !is_utf8(charset) {
                    let message = format!("can't decode the charset '{charset}'");
                    return Err(call.fault(ProblemKind::Conversion, &message));
                }
            }
            _ => return Err(malformed()),
        }
    }
    call.text_result(if is_base64 { decoded(call, data)? } else { uri::unescaped(data) })
}

fn strip_scheme(text: &str) -> Option<&str> {
    let scheme = text.get(..5)?;
    scheme.eq_ignore_ascii_case("data:").then(|| &text[5..])
}

/// UTF-8 under its names, and ASCII, which is a part of it.
fn is_utf8(charset: &str) -> bool {
    ["utf-8", "utf8", "us-ascii", "ascii"]
        .iter()
        .any(|name| name.eq_ignore_ascii_case(charset.trim()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::functions::testing::{fault, result, text, unknown_because};

    #[test]
    fn base64_goes_there_and_back() {
        assert_eq!(text("base64", json!(["one, two, three"])), "b25lLCB0d28sIHRocmVl");
        assert_eq!(text("base64ToString", json!(["b25lLCB0d28sIHRocmVl"])), "one, two, three");
        assert_eq!(text("base64ToString", json!(["IEZp\nenog"])), " Fizz ");
        assert_eq!(
            result("base64ToJson", json!(["eydvbmUnOiAnYScsICd0d28nOiAnYid9"])),
            json!({"one": "a", "two": "b"})
        );
        assert_eq!(text("base64", json!(["é"])), "w6k=");
    }

    #[test]
    fn what_is_no_base64_is_a_fault() {
        for bad in ["YWJj@", "YWJ", "=", "YQ"] {
            assert_eq!(fault("base64ToString", json!([bad])), ProblemKind::Conversion, "{bad}");
        }
        assert_eq!(fault("base64ToJson", json!(["ew=="])), ProblemKind::Conversion);
        assert_eq!(fault("base64", json!([1])), ProblemKind::ArgumentType);
    }

    #[test]
    fn a_data_uri_names_its_kind() {
        assert_eq!(
            text("dataUri", json!([" Fizz "])),
            "data:text/plain;charset=utf-8;base64,IEZpenog"
        );
        assert_eq!(
            text("dataUri", json!([100])),
            "data:application/json;charset=utf-8;base64,MTAw"
        );
        assert_eq!(
            text("dataUri", json!([["one", "two"]])),
            "data:application/json;charset=utf-8;base64,WyJvbmUiLCJ0d28iXQ=="
        );
        let reason = unknown_because("dataUri", json!([[{"$unknown": "p"}]]));
        assert_eq!(reason, crate::Reason::ParameterWithoutValue("p".into()));
    }

    #[test]
    fn data_uris_are_read_in_all_their_forms() {
        for (uri, plain) in [
            ("data:;base64,SGVsbG8sIFdvcmxkIQ==", "Hello, World!"),
            ("data:text/plain;charset=utf8;base64,SGVsbG8=", "Hello"),
            ("data:,SGVsbG8sIFdvcmxkIQ==", "SGVsbG8sIFdvcmxkIQ=="),
            ("DATA:text/plain,a%20b", "a b"),
        ] {
            assert_eq!(text("dataUriToString", json!([uri])), plain);
        }
        for bad in [
            "Hi 0!",
            "data:nothing",
            "data:;foo=bar;base64,R0lG",
            "data:;charset=utf-8,a",
            "data:;base64,YWJj@",
            "data:x,a",
        ] {
            assert_eq!(fault("dataUriToString", json!([bad])), ProblemKind::Conversion, "{bad}");
        }
    }
}
