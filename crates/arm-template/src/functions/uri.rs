//! URIs: joining, escaping, taking apart and putting together, as .NET's `Uri` does.

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
#[derive(Clone, Debug, Default, PartialEq)]
struct Parts {
    scheme: Option<String>,
    authority: Option<String>,
    path: String,
    /// With its question mark.
    query: String,
    /// With its hash.
    fragment: String,
}

impl Parts {
    fn of(text: &str) -> Self {
        let (rest, fragment) = cut(text.trim(), '#');
        let (scheme, rest) = match rest.split_once(':') {
            Some((scheme, after)) if is_scheme(scheme) => {
                (Some(scheme.to_ascii_lowercase()), after)
            }
            _ => (None, rest),
        };
        let (rest, query) = cut(rest, '?');
        let path = rest.replace('\\', if is_opaque(scheme.as_deref()) { "\\" } else { "/" });
        let (authority, path) = match path.strip_prefix("//") {
            Some(after) => {
                let end = after.find('/').unwrap_or(after.len());
                (Some(after[..end].to_owned()), after[end..].to_owned())
            }
            // Of an address of mail, what stands before the sign is a user and what stands behind it a host.
            None if scheme.as_deref() == Some("mailto") => (Some(path), String::new()),
            None => (None, path),
        };
        Self { scheme, authority, path, query: query.to_owned(), fragment: fragment.to_owned() }
    }

    /// An absolute URI: with a scheme, and with an authority unless it is of a kind that has none.
    fn absolute(text: &str) -> Option<Self> {
        let parts = Self::of(text);
        let needs_authority =
            matches!(parts.scheme.as_deref()?, "http" | "https" | "ftp" | "ws" | "wss");
        let has_host = !parts.host().is_empty();
        (has_host || !needs_authority).then_some(parts)
    }

    /// The authority without the user.
    fn place(&self) -> &str {
        let authority = self.authority.as_deref().unwrap_or_default();
        authority.rsplit_once('@').map_or(authority, |(_, place)| place)
    }

    fn host(&self) -> &str {
        match self.place().rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => host,
            _ => self.place(),
        }
    }

    /// The port, unless it is the scheme's own.
    fn port(&self) -> Option<u16> {
        let (_, port) = self.place().rsplit_once(':')?;
        port.parse().ok().filter(|port| self.own_port() != Some(*port))
    }

    fn own_port(&self) -> Option<u16> {
        match self.scheme.as_deref()? {
            "http" | "ws" => Some(80),
            "https" | "wss" => Some(443),
            "ftp" => Some(21),
            _ => None,
        }
    }

    /// The path as .NET gives it: escaped, without dots, and at least a slash behind a host.
    fn absolute_path(&self) -> String {
        let path = escaped(&self.path);
        match self.scheme.as_deref() {
            Some("mailto") => path,
            _ if self.authority.is_none() && !path.starts_with('/') => path,
            _ => without_dots(&path),
        }
    }

    fn text(&self) -> String {
        let scheme = self.scheme.as_deref().unwrap_or_default();
        let mut text = format!("{scheme}:");
        if let Some(authority) = &self.authority {
            let user = authority.rsplit_once('@').map_or("", |(user, _)| user);
            text.push_str(if scheme == "mailto" { "" } else { "//" });
            text.extend([user, if authority.contains('@') { "@" } else { "" }]);
            text.push_str(&self.host().to_lowercase());
            if let Some(port) = self.port() {
                let _ = write!(text, ":{port}");
            }
        }
        text.push_str(&self.absolute_path());
        text.push_str(&escaped(&self.query));
        text.push_str(&escaped(&self.fragment));
        text
    }

    /// The reference seen from this URI (RFC 3986, section 5.2.2).
    fn resolved(&self, reference: &str) -> Self {
        let reference = Self::of(reference);
        if reference.scheme.is_some() {
            return reference;
        }
        let (scheme, authority) = (self.scheme.clone(), self.authority.clone());
        if reference.authority.is_some() {
            return Self { scheme, ..reference };
        }
        if reference.path.is_empty() {
            let query = if reference.query.is_empty() { &self.query } else { &reference.query };
            let query = query.clone();
            return Self { scheme, authority, path: self.path.clone(), query, ..reference };
        }
        let mut path = reference.path;
        if !path.starts_with('/') {
            let folder = self.path.rfind('/').map_or("", |slash| &self.path[..=slash]);
            let slash =
                if folder.is_empty() && scheme.as_deref() != Some("mailto") { "/" } else { folder };
            path.insert_str(0, slash);
        }
        let mut query = reference.query;
        // A file server's names may have a question mark.
        if scheme.as_deref() == Some("ftp") {
            path.push_str(&std::mem::take(&mut query).replacen('?', "%3F", 1));
        }
        Self { scheme, authority, path, query, fragment: reference.fragment }
    }
}

/// Whether a backslash is one, and not another way to write a slash.
fn is_opaque(scheme: Option<&str>) -> bool {
    scheme.is_some_and(|scheme| !["http", "https", "ftp", "file", "ws", "wss"].contains(&scheme))
}

fn cut(text: &str, at: char) -> (&str, &str) {
    text.find(at).map_or((text, ""), |place| text.split_at(place))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '+' | '-' | '.'))
}

/// Whether the text is written as a URI has to be: nothing in it still needs an escape.
fn is_well_formed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let escapes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'%').all(|(place, _)| {
        matches!(bytes.get(place + 1..place + 3), Some(digits) if digits.iter().all(u8::is_ascii_hexdigit))
    });
    escapes && !text.chars().any(needs_escape)
}

fn needs_escape(sign: char) -> bool {
    sign.is_control() || " \"<>\\^`{|}".contains(sign)
}

fn uri(call: &Call<'_>) -> Result<Outcome, Fault> {
    let (base, relative) = (call.text(0)?, call.text(1)?);
    let Some(parts) = Parts::absolute(base).filter(|_| is_well_formed(base)) else {
        let message = format!(
            "takes an absolute URI, escaped where it has to be, as its first argument, not '{base}'"
        );
        return Err(call.fault(ProblemKind::ArgumentValue, &message));
    };
    call.text_result(parts.resolved(relative).text())
}

/// The text with what no URI may hold escaped, and what needs no escape not.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let code = rest
            .get(1..3)
            .filter(|_| sign == '%')
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        match code {
            Some(code) if code.is_ascii_alphanumeric() || b"-._~".contains(&code) => {
                out.push(char::from(code));
                rest = &rest[3..];
                continue;
            }
            Some(_) => out.push('%'),
            None if sign == '%' || needs_escape(sign) || !sign.is_ascii() => {
                let mut bytes = [0; 4];
                for byte in sign.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(out, "%{byte:02X}");
                }
            }
            None => out.push(sign),
        }
        rest = &rest[sign.len_utf8()..];
    }
    out
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
    let parts = match Parts::absolute(text) {
        // Without a scheme but with slashes it is a file's place.
        None if text.trim().starts_with("//") => Parts::absolute(&format!("file:{}", text.trim())),
        None if text.trim().starts_with('/') => Parts::absolute(&format!("file://{}", text.trim())),
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

/// Whether the path of a file is that of a drive: `/c:/…`.
fn is_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [b'/', letter, b':', ..] if letter.is_ascii_alphabetic())
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
    let bare = Parts { scheme: Some(scheme), ..Parts::default() };
    let port = port(call, given)?.filter(|port| bare.own_port().map(i64::from) != Some(*port));
    let port = port.map_or_else(String::new, |port| format!(":{port}"));
    let scheme = bare.scheme.unwrap_or_default();
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
            ("http://c.org/f/", "a b", "http://c.org/f/a%20b"),
            ("https://h/ü", "%7Ex\\y", "https://h/~x/y"),
            ("ftp://h", "/x?y=z", "ftp://h/x%3Fy=z"),
            ("mailto:a@b.c", "x", "mailto:a@b.cx"),
            ("mailto:a@b.c", "/x?y=z", "mailto:a@b.c/x?y=z"),
            ("file:///c:/x", "y", "file:///c:/y"),
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
