//! `uri`, `parseUri`, `buildUri` and the escaping of URIs.

use std::fmt::Write as _;

use super::uri_parts::{Uri, escaped, is_drive, is_well_formed, own_port};
use crate::functions::argument::made;
use crate::functions::{Call, Fault, Function, Outcome};
use crate::{Member, Object, ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::exactly("buildUri", 1, build_uri),
    Function::exactly("parseUri", 1, parse_uri),
    Function::exactly("uri", 2, uri),
    Function::exactly("uriComponent", 1, uri_component),
    Function::exactly("uriComponentToString", 1, uri_component_to_string),
];

fn uri(call: &Call<'_>) -> Result<Outcome, Fault> {
    let (base, relative) = (call.text(0)?, call.text(1)?);
    let Some(parts) = Uri::absolute(base).filter(|_| is_well_formed(base)) else {
        let message = format!(
            "takes an absolute URI, escaped where it has to be, as its first argument, not '{base}'"
        );
        return Err(call.fault(ProblemKind::ArgumentValue, &message));
    };
    call.text_result(parts.resolved(relative).text())
}

fn uri_component(call: &Call<'_>) -> Result<Outcome, Fault> {
    let text = call.text(0)?;
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    call.text_result(escaped)
}

fn uri_component_to_string(call: &Call<'_>) -> Result<Outcome, Fault> {
    call.text_result(unescaped(call.text(0)?))
}

/// The text with its percent escapes resolved; what is no escape of UTF-8 stays as it is.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(percent) = rest.find('%') {
        plain.push_str(&rest[..percent]);
        rest = &rest[percent..];
        let bytes = escaped_bytes(rest);
        let (valid, length) = utf8_prefix(&bytes);
        if length == 0 {
            plain.push('%');
            rest = &rest[1..];
        } else {
            plain.push_str(valid);
            rest = &rest[3 * length..];
        }
    }
    plain.push_str(rest);
    plain
}

/// The bytes of the escapes that follow on each other from the start of the text.
fn escaped_bytes(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    bytes
        .chunks_exact(3)
        .map_while(|escape| match escape {
            [b'%', high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect()
}

fn utf8_prefix(bytes: &[u8]) -> (&str, usize) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text, bytes.len()),
        Err(error) => {
            let valid = error.valid_up_to();
            (std::str::from_utf8(&bytes[..valid]).unwrap_or_default(), valid)
        }
    }
}

fn parse_uri(call: &Call<'_>) -> Result<Outcome, Fault> {
    let text = call.text(0)?;
    let parts = match Uri::absolute(text) {
        // Without a scheme but with slashes it is a file's place.
        None if text.trim().starts_with("//") => Uri::absolute(&format!("file:{}", text.trim())),
        None if text.trim().starts_with('/') => Uri::absolute(&format!("file://{}", text.trim())),
        parts => parts,
    };
    let Some(parts) = parts else {
        let message = format!("takes an absolute URI, not '{text}'");
        return Err(call.fault(ProblemKind::ArgumentValue, &message));
    };
    let text = |text: &str| call.made_text(text);
    let port = parts.port().map_or(Value::Null, |port| Value::Int(port.into()));
    let mut members: Vec<Member> = vec![
        call.made_member("scheme", text(parts.scheme.as_deref().unwrap_or_default())),
        call.made_member("host", text(&parts.host().to_lowercase())),
        call.made_member("port", call.made(port)),
    ];
    let mut path = parts.absolute_path();
    if is_drive(&path) {
        path.remove(0);
    }
    if path != "/" {
        members.push(call.made_member("path", text(&path)));
    }
    if !parts.query.is_empty() {
        members.push(call.made_member("query", text(&escaped(&parts.query))));
    }
    made(Value::object(members))
}

fn build_uri(call: &Call<'_>) -> Result<Outcome, Fault> {
    let given = call.object(0)?;
    let (Some(scheme), Some(host)) = (part(call, given, "scheme")?, part(call, given, "host")?)
    else {
        return Err(call.wrong_value("needs a scheme and a host"));
    };
    let path = part(call, given, "path")?.unwrap_or_default();
    let query = part(call, given, "query")?.unwrap_or_default();
    let slash = if path.starts_with('/') { "" } else { "/" };
    let mark = if query.is_empty() || query.starts_with('?') { "" } else { "?" };
    let (scheme, host) = (scheme.to_ascii_lowercase(), host.to_lowercase());
    let port = port(call, given)?.filter(|port| own_port(&scheme).map(i64::from) != Some(*port));
    let port = port.map_or_else(String::new, |port| format!(":{port}"));
    call.text_result(format!("{scheme}://{host}{port}{slash}{path}{mark}{query}"))
}

fn port(call: &Call<'_>, parts: &Object) -> Result<Option<i64>, Fault> {
    match parts.get("port").map(|node| &node.value) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Int(number)) => Ok(Some(*number)),
        Some(Value::Unknown(unknown)) => Err(Fault::Unknown(unknown.reason.clone())),
        Some(value) => {
            let message = format!("takes an int as the port, not {}", value.kind());
            Err(call.fault(ProblemKind::ArgumentType, &message))
        }
    }
}

/// A part of the URI, as text; none when it is missing, null or empty.
fn part(call: &Call<'_>, parts: &Object, name: &str) -> Result<Option<String>, Fault> {
    match parts.get(name).map(|node| &node.value) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.to_string()).filter(|text| !text.is_empty())),
        Some(Value::Unknown(unknown)) => Err(Fault::Unknown(unknown.reason.clone())),
        Some(value) => {
            let message = format!("takes text as the {name}, not {}", value.kind());
            Err(call.fault(ProblemKind::ArgumentType, &message))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::functions::testing::{fault, result, text};

    #[test]
    fn a_relative_uri_is_seen_from_its_base() {
        for (base, relative, joined) in [
            (
                "http://contoso.com/resources/",
                "nested/azuredeploy.json",
                "http://contoso.com/resources/nested/azuredeploy.json",
            ),
            ("http://contoso.org/firstpath", "myscript.sh", "http://contoso.org/myscript.sh"),
            (
                "http://contoso.org/firstpath/",
                "myscript.sh",
                "http://contoso.org/firstpath/myscript.sh",
            ),
            ("https://github.com/another/repo", "/Azure/bicep", "https://github.com/Azure/bicep"),
            ("https://a.com", "b/c", "https://a.com/b/c"),
            ("https://a.com/x/y/z", "../w?q=1#f", "https://a.com/x/w?q=1#f"),
            ("https://a.com/x/y", "./", "https://a.com/x/"),
            ("https://a.com/x/y?sas=1", "?sas=2", "https://a.com/x/y?sas=2"),
            ("https://a.com/x?q", "", "https://a.com/x?q"),
            ("HTTPS://A.com:443/X", "//b.com:8443/y", "https://b.com:8443/y"),
            ("https://a.com/x", "http://other.com/y", "http://other.com/y"),
            ("http://c.org/f/", "a b", "http://c.org/f/a%20b"),
            ("https://h/ü", "%7Ex\\y", "https://h/~x/y"),
            ("ftp://h", "/x?y=z", "ftp://h/x%3Fy=z"),
            ("mailto:a@b.c", "x", "mailto:a@b.cx"),
            ("mailto:a@b.c", "/x?y=z", "mailto:a@b.c/x?y=z"),
            ("file:///c:/x", "y", "file:///c:/y"),
            ("file:///c:/x/y", "/z", "file:///c:/z"),
        ] {
            assert_eq!(text("uri", json!([base, relative])), joined, "{base} {relative}");
        }
    }

    #[test]
    fn the_base_is_absolute() {
        assert_eq!(fault("uri", json!(["github.com", "Azure/bicep"])), ProblemKind::ArgumentValue);
        for base in ["", "//h/p", "https://h/a b", "https://h/%zz", "https:///x"] {
            assert_eq!(fault("uri", json!([base, "x"])), ProblemKind::ArgumentValue, "{base}");
        }
        assert_eq!(fault("uri", json!(["http://a", 2])), ProblemKind::ArgumentType);
    }

    #[test]
    fn components_are_escaped_and_back() {
        assert_eq!(
            text("uriComponent", json!(["UB*8h 0+=_9h9n-.~é"])),
            "UB%2A8h%200%2B%3D_9h9n-.~%C3%A9"
        );
        assert_eq!(text("uriComponentToString", json!(["%20Fizz%20%c3%a9+"])), " Fizz é+");
        assert_eq!(text("uriComponentToString", json!(["100%",])), "100%");
        assert_eq!(text("uriComponentToString", json!(["%zz%E9%41é%"])), "%zz%E9Aé%");
        assert_eq!(fault("uriComponent", json!([123])), ProblemKind::ArgumentType);
    }

    proptest::proptest! {
        #[test]
        fn no_text_brings_it_down(
            base in "(https?|ftp|file|mailto|x)?:?/{0,3}[a-c.:@%?#/\\\\ 0-9é]{0,20}",
            reference in "[a-c.:@%?#/\\\\ 0-9é]{0,20}",
        ) {
            let _ = crate::functions::testing::call("uri", &json!([base, reference]));
            let _ = crate::functions::testing::call("parseUri", &json!([base]));
        }

        #[test]
        fn a_uri_seen_from_itself_stays(path in "(/[a-z0-9._~-]{1,5}){1,4}") {
            let uri = format!("https://h{}", path.replace("/.", "/x"));
            proptest::prop_assert_eq!(text("uri", json!([uri, uri])), uri);
        }
    }

    #[test]
    fn a_uri_is_taken_apart_and_put_together() {
        assert_eq!(
            result("parseUri", json!(["https://example.com:1234/foo/bar"])),
            json!({"scheme": "https", "host": "example.com", "port": 1234, "path": "/foo/bar"})
        );
        assert_eq!(
            result("parseUri", json!(["https://example.com/foo?a=1&b=2"])),
            json!({"scheme": "https", "host": "example.com", "port": null, "path": "/foo", "query": "?a=1&b=2"})
        );
        for (uri, parts) in [
            ("mailto:a@b.c", json!({"scheme": "mailto", "host": "b.c", "port": null, "path": ""})),
            ("//h/p", json!({"scheme": "file", "host": "h", "port": null, "path": "/p"})),
            ("file:///c:/x", json!({"scheme": "file", "host": "", "port": null, "path": "c:/x"})),
            (
                "https://h:443/?",
                json!({"scheme": "https", "host": "h", "port": null, "query": "?"}),
            ),
            (
                "https://[::1]:80/ü",
                json!({"scheme": "https", "host": "[::1]", "port": 80, "path": "/%C3%BC"}),
            ),
        ] {
            assert_eq!(result("parseUri", json!([uri])), parts, "{uri}");
        }
        let parts =
            json!({"scheme": "https", "host": "example.com", "port": 1234, "path": "/foo/bar"});
        assert_eq!(text("buildUri", json!([parts])), "https://example.com:1234/foo/bar");
        let parts = json!({"scheme": "https", "host": "example.com", "port": null, "query": "a=1"});
        assert_eq!(text("buildUri", json!([parts])), "https://example.com/?a=1");
        let parts = json!({"scheme": "HTTP", "host": "H", "port": 80});
        assert_eq!(text("buildUri", json!([parts])), "http://h/");
        let parts = json!({"scheme": "http", "host": "h", "port": "81"});
        assert_eq!(fault("buildUri", json!([parts])), ProblemKind::ArgumentType);
        assert_eq!(fault("parseUri", json!(["example.com"])), ProblemKind::ArgumentValue);
        assert_eq!(fault("buildUri", json!([{"host": "a"}])), ProblemKind::ArgumentValue);
        assert_eq!(
            fault("buildUri", json!([{"scheme": "a", "host": []}])),
            ProblemKind::ArgumentType
        );
    }
}
