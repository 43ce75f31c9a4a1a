//! Secrets that must not outlive the answer they came in.

use std::borrow::Cow;

/// What stands where a secret stood.
pub(crate) const MASK: &str = "(masked)";

/// Keys whose text values are secret, in lower case.
const SECRET_KEYS: &[&str] = &[
    "access_token",
    "accesstoken",
    "adminpassword",
    "authorizationkey",
    "clientsecret",
    "connectionstring",
    "password",
    "presharedkey",
    "primarykey",
    "privatekey",
    "radiusserversecret",
    "secondarykey",
    "secret",
    "sharedkey",
];

/// Masks the secrets in a JSON text and leaves every other byte as it was.
///
/// Works on the text and not on a parsed value, because findings point into the text by line and column.
/// An empty value stays empty: that there is no secret is no secret.
pub(crate) fn json(text: &str) -> Cow<'_, str> {
    let mut masked = String::new();
    let mut kept_to = 0;
    let mut key_is_secret = false;
    for token in Strings::new(text) {
        let inner = &text[token.start..token.end];
        if token.is_key {
            key_is_secret = is_secret_key(inner);
            continue;
        }
        let replacement = if key_is_secret && token.follows_key && !inner.is_empty() {
            Cow::Borrowed(MASK)
        } else {
            self::text(inner)
        };
        key_is_secret &= !token.follows_key;
        if let Cow::Owned(_) | Cow::Borrowed(MASK) = replacement {
            masked.push_str(&text[kept_to..token.start]);
            masked.push_str(&replacement);
            kept_to = token.end;
        }
    }
    if kept_to == 0 {
        return Cow::Borrowed(text);
    }
    masked.push_str(&text[kept_to..]);
    Cow::Owned(masked)
}

/// Masks secrets that are recognisable by themselves: signatures of SAS URLs and private keys.
pub(crate) fn text(text: &str) -> Cow<'_, str> {
    if text.contains("PRIVATE KEY-----") {
        return Cow::Owned(MASK.to_owned());
    }
    let lower = text.to_ascii_lowercase();
    let mut masked = String::new();
    let mut kept_to = 0;
    for (at, _) in lower.match_indices("sig=") {
        let stands_alone = lower[..at].ends_with(['?', '&']) || lower[..at].ends_with("\\u0026");
        let from = at + "sig=".len();
        if !stands_alone || from < kept_to {
            continue;
        }
        let length =
            text[from..].find(['&', '"', '\\', ' ', '#', '\'']).unwrap_or(text.len() - from);
        if length > 0 {
            masked.push_str(&text[kept_to..from]);
            masked.push_str(MASK);
            kept_to = from + length;
        }
    }
    if kept_to == 0 {
        return Cow::Borrowed(text);
    }
    masked.push_str(&text[kept_to..]);
    Cow::Owned(masked)
}

fn is_secret_key(key: &str) -> bool {
    let unescaped;
    let key = if key.contains('\\') {
        unescaped = serde_json::from_str::<String>(&format!("\"{key}\"")).unwrap_or_default();
        &unescaped
    } else {
        key
    };
    SECRET_KEYS.contains(&key.to_lowercase().as_str())
}

/// The string literals of a JSON text; `start` and `end` are inside the quotes.
struct Strings<'a> {
    text: &'a [u8],
    at: usize,
    after_key: bool,
}

struct StringToken {
    start: usize,
    end: usize,
    is_key: bool,
    follows_key: bool,
}

impl<'a> Strings<'a> {
    fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes(), at: 0, after_key: false }
    }
}

impl Iterator for Strings<'_> {
    type Item = StringToken;

    fn next(&mut self) -> Option<StringToken> {
        // A bracket or a comma between the key and this string means that the string is not the key's own value.
        while self.text.get(self.at)? != &b'"' {
            if matches!(self.text[self.at], b'{' | b'[' | b',' | b'}' | b']') {
                self.after_key = false;
            }
            self.at += 1;
        }
        let start = self.at + 1;
        let mut end = start;
        while end < self.text.len() && self.text[end] != b'"' {
            end += if self.text[end] == b'\\' { 2 } else { 1 };
        }
        // Damaged text may end inside a string, even after a lone backslash.
        let end = end.min(self.text.len());
        self.at = (end + 1).min(self.text.len());
        let is_key =
            self.text[self.at..].iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':');
        let follows_key = std::mem::replace(&mut self.after_key, is_key) && !is_key;
        Some(StringToken { start, end, is_key, follows_key })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_and_nothing_else_does() {
        let answer = r#"{ "radiusServerSecret" : "p\"w", "name": "x",
  "radiusServers": [{"RadiusServerSecret":"s","radiusServerAddress":"10.0.0.4"}], "sharedKey": "" }"#;
        assert_eq!(
            json(answer),
            r#"{ "radiusServerSecret" : "(masked)", "name": "x",
  "radiusServers": [{"RadiusServerSecret":"(masked)","radiusServerAddress":"10.0.0.4"}], "sharedKey": "" }"#
        );
    }

    #[test]
    fn an_escaped_key_is_no_hiding_place() {
        assert_eq!(json(r#"{"\u0073haredKey":"hush"}"#), r#"{"\u0073haredKey":"(masked)"}"#);
    }

    #[test]
    fn a_null_or_an_object_hides_nothing_from_the_next_key() {
        assert_eq!(
            json(r#"{"sharedKey":null,"name":"hub"}"#),
            r#"{"sharedKey":null,"name":"hub"}"#
        );
        assert_eq!(json(r#"{"secret":{"name":"hub"}}"#), r#"{"secret":{"name":"hub"}}"#);
    }

    #[test]
    fn signatures_of_links_go() {
        assert_eq!(
            json(r#"{"url":"https://h/p.zip?sv=1&sig=abc%2B&se=2","u2":"https://h?sig=x"}"#),
            r#"{"url":"https://h/p.zip?sv=1&sig=(masked)&se=2","u2":"https://h?sig=(masked)"}"#
        );
        assert_eq!(text("https://h/?a=1&SIG=abc and more"), "https://h/?a=1&SIG=(masked) and more");
        assert_eq!(text("design=abc"), "design=abc");
    }

    #[test]
    fn private_keys_go() {
        assert_eq!(json(r#"["-----BEGIN PRIVATE KEY-----\nMII"]"#), r#"["(masked)"]"#);
    }

    #[test]
    fn text_without_secrets_is_not_copied() {
        assert!(matches!(json(r#"{"a":"b"}"#), Cow::Borrowed(_)));
    }

    #[test]
    fn damaged_text_is_survived() {
        for text in [
            "\"",
            "\"\\",
            "{\"sharedKey\":\"abc",
            "{\"sharedKey\":\"abc\\",
            "\u{e9}\"\u{e9}\\\u{e9}",
        ] {
            let _masked = json(text);
        }
        assert_eq!(json("{\"sharedKey\":\"abc"), "{\"sharedKey\":\"(masked)");
    }
}
