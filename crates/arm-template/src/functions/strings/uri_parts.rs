//! A URI in its parts, as .NET's `Uri` reads, resolves and writes it.

use std::fmt::Write as _;

/// A URI in its parts (RFC 3986, appendix B).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Uri {
    pub(super) scheme: Option<String>,
    authority: Option<String>,
    path: String,
    /// With its question mark.
    pub(super) query: String,
    /// With its hash.
    fragment: String,
}

impl Uri {
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
    pub(super) fn absolute(text: &str) -> Option<Self> {
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

    pub(super) fn host(&self) -> &str {
        match self.place().rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => host,
            _ => self.place(),
        }
    }

    /// The port, unless it is the scheme's own.
    pub(super) fn port(&self) -> Option<u16> {
        let (_, port) = self.place().rsplit_once(':')?;
        port.parse().ok().filter(|port| self.scheme.as_deref().and_then(own_port) != Some(*port))
    }

    /// The path as .NET gives it: escaped, without dots, and at least a slash behind a host.
    pub(super) fn absolute_path(&self) -> String {
        let path = escaped(&self.path);
        match self.scheme.as_deref() {
            Some("mailto") => path,
            _ if self.authority.is_none() && !path.starts_with('/') => path,
            _ => without_dots(&path),
        }
    }

    pub(super) fn text(&self) -> String {
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
    pub(super) fn resolved(&self, reference: &str) -> Self {
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
        // A file's drive stays.
        if is_drive(&self.path) && scheme.as_deref() == Some("file") && !is_drive(&path) {
            path.insert_str(0, &self.path[..3]);
        }
        let mut query = reference.query;
        // A file server's names may have a question mark.
        if scheme.as_deref() == Some("ftp") {
            path.push_str(&std::mem::take(&mut query).replacen('?', "%3F", 1));
        }
        Self { scheme, authority, path, query, fragment: reference.fragment }
    }
}

/// The port that a scheme has without one being written.
pub(super) fn own_port(scheme: &str) -> Option<u16> {
    match scheme {
        "http" | "ws" => Some(80),
        "https" | "wss" => Some(443),
        "ftp" => Some(21),
        _ => None,
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
pub(super) fn is_well_formed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let escapes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'%').all(|(place, _)| {
        matches!(bytes.get(place + 1..place + 3), Some(digits) if digits.iter().all(u8::is_ascii_hexdigit))
    });
    escapes && !text.chars().any(needs_escape)
}

fn needs_escape(sign: char) -> bool {
    sign.is_control() || " \"<>\\^`{|}".contains(sign)
}

/// The text with what no URI may hold escaped, and what needs no escape not.
pub(super) fn escaped(text: &str) -> String {
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

/// Whether the path of a file is that of a drive: `/c:/…`.
pub(super) fn is_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [b'/', letter, b':', ..] if letter.is_ascii_alphabetic())
}
