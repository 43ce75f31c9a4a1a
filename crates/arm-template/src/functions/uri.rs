//! URIs: joining, escaping, taking apart and putting together.

use std::fmt::Write as _;

use super::argument::made;
use super::{Call, Fault, Function, Outcome};
use crate::{Member, Object, ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::exactly("buildUri", 1, build_uri),
    Function::exactly("parseUri", 1, parse_uri),
    Function::exactly("uri", 2, uri),
    Function::exactly("uriComponent", 1, uri_component),
    Function::exactly("uriComponentToString", 1, uri_component_to_string),
];

/// A URI in its parts (RFC 3986, appendix B).
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    /// With its question mark.
    query: Option<&'a str>,
    /// With its hash.
    fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let (rest, fragment) = cut(text, '#');
        let (rest, query) = cut(rest, '?');
        let (scheme, rest) = match rest.split_once(':') {
            Some((scheme, after)) if is_scheme(scheme) => (Some(scheme), after),
            _ => (None, rest),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(after) => {
                let end = after.find('/').unwrap_or(after.len());
                (Some(&after[..end]), &after[end..])
            }
            None => (None, rest),
        };
        Self { scheme, authority, path, query, fragment }
    }
}

fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    match text.find(at) {
        Some(place) => (&text[..place], Some(&text[place..])),
        None => (text, None),
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '+' | '-' | '.'))
}

fn uri(call: &Call<'_>) -> Result<Outcome, Fault> {
    let (base, relative) = (call.text(0)?, call.text(1)?);
    let parts = Parts::of(base.trim());
    let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
        let message = format!("takes an absolute URI as its first argument, not '{base}'");
        return Err(call.fault(ProblemKind::ArgumentValue, &message));
    };
    call.text_result(resolved(scheme, authority, &parts, &Parts::of(relative.trim())))
}

/// The reference seen from the base (RFC 3986, section 5.2.2).
fn resolved(scheme: &str, authority: &str, base: &Parts<'_>, reference: &Parts<'_>) -> String {
    if let Some(scheme) = reference.scheme {
        let Some(authority) = reference.authority else {
            let (path, query) = (reference.path, reference.query.unwrap_or_default());
            return format!("{scheme}:{path}{query}{}", reference.fragment.unwrap_or_default());
        };
        return composed(scheme, authority, reference.path, reference);
    }
    if let Some(authority) = reference.authority {
        return composed(scheme, authority, reference.path, reference);
    }
    if reference.path.is_empty() {
        let query = reference.query.or(base.query);
        let tail = Parts { query, path: base.path, ..*reference };
        return composed(scheme, authority, base.path, &tail);
    }
    if reference.path.starts_with('/') {
        return composed(scheme, authority, reference.path, reference);
    }
    let folder = base.path.rfind('/').map_or("/", |slash| &base.path[..=slash]);
    composed(scheme, authority, &format!("{folder}{}", reference.path), reference)
}

fn composed(scheme: &str, authority: &str, path: &str, tail: &Parts<'_>) -> String {
    let scheme = scheme.to_ascii_lowercase();
    let authority = authority_text(&scheme, authority);
    let (query, fragment) = (tail.query.unwrap_or_default(), tail.fragment.unwrap_or_default());
    format!("{scheme}://{authority}{}{query}{fragment}", without_dots(path))
}

/// The authority with its host in lower case and without the scheme's own port.
fn authority_text(scheme: &str, authority: &str) -> String {
    let (user, place) = match authority.rsplit_once('@') {
        Some((user, place)) => (format!("{user}@"), place),
        None => (String::new(), authority),
    };
    let place = match (scheme, place.rsplit_once(':')) {
        ("http", Some((host, "80" | ""))) | ("https", Some((host, "443" | ""))) => host,
        _ => place,
    };
    format!("{user}{}", place.to_lowercase())
}

/// The path with `.` and `..` followed (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(usize::from(path.starts_with('/'))).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." if is_last => kept.push(""),
            "." => {}
            ".." => {
                kept.pop();
                if is_last {
                    kept.push("");
                }
            }
            segment => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
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
    let parts = Parts::of(text.trim());
    let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
        let message = format!("takes an absolute URI, not '{text}'");
        return Err(call.fault(ProblemKind::ArgumentValue, &message));
    };
    let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port.parse::<i64>().ok()),
        _ => (place, None),
    };
    let text = |text: &str| call.made_text(text);
    let mut members: Vec<Member> = vec![
        call.made_member("scheme", text(&scheme.to_ascii_lowercase())),
        call.made_member("host", text(&host.to_lowercase())),
        call.made_member("port", call.made(port.map_or(Value::Null, Value::Int))),
    ];
    if parts.path.len() > 1 {
        members.push(call.made_member("path", text(parts.path)));
    }
    if let Some(query) = parts.query.filter(|query| query.len() > 1) {
        members.push(call.made_member("query", text(query)));
    }
    made(Value::object(members))
}

fn build_uri(call: &Call<'_>) -> Result<Outcome, Fault> {
    let parts = call.object(0)?;
    let (Some(scheme), Some(host)) = (part(call, parts, "scheme")?, part(call, parts, "host")?)
    else {
        return Err(call.wrong_value("needs a scheme and a host"));
    };
    let path = part(call, parts, "path")?.unwrap_or_default();
    let query = part(call, parts, "query")?.unwrap_or_default();
    let port = part(call, parts, "port")?.map_or_else(String::new, |port| format!(":{port}"));
    let slash = if path.starts_with('/') { "" } else { "/" };
    let mark = if query.is_empty() || query.starts_with('?') { "" } else { "?" };
    call.text_result(format!("{scheme}://{host}{port}{slash}{path}{mark}{query}"))
}

/// A part of the URI, as text; none when it is missing, null or empty.
fn part(call: &Call<'_>, parts: &Object, name: &str) -> Result<Option<String>, Fault> {
    match parts.get(name).map(|node| &node.value) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.to_string()).filter(|text| !text.is_empty())),
        Some(Value::Int(number)) => Ok(Some(number.to_string())),
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

    use super::super::testing::{fault, result, text};
    use super::*;

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
        ] {
            assert_eq!(text("uri", json!([base, relative])), joined, "{base} {relative}");
        }
    }

    #[test]
    fn the_base_is_absolute() {
        assert_eq!(fault("uri", json!(["github.com", "Azure/bicep"])), ProblemKind::ArgumentValue);
        assert_eq!(fault("uri", json!(["", "x"])), ProblemKind::ArgumentValue);
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
        let parts =
            json!({"scheme": "https", "host": "example.com", "port": 1234, "path": "/foo/bar"});
        assert_eq!(text("buildUri", json!([parts])), "https://example.com:1234/foo/bar");
        let parts = json!({"scheme": "https", "host": "example.com", "port": null, "query": "a=1"});
        assert_eq!(text("buildUri", json!([parts])), "https://example.com/?a=1");
        assert_eq!(fault("parseUri", json!(["example.com"])), ProblemKind::ArgumentValue);
        assert_eq!(fault("buildUri", json!([{"host": "a"}])), ProblemKind::ArgumentValue);
        assert_eq!(
            fault("buildUri", json!([{"scheme": "a", "host": []}])),
            ProblemKind::ArgumentType
        );
    }
}
