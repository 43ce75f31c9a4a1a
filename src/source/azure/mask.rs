//! Secrets that must not outlive the answer they came in.

use std::borrow::Cow;
use std::ops::Range;

use crate::facts::names_secret;

/// What stands where a secret stood.
pub(crate) const MASK: &str = "(masked)";

/// Masks the secrets in a JSON text and leaves every other byte as it was.
///
/// Works on the text and not on a parsed value, because findings point into the text by line and column. Whatever shape
/// a secret has (a text, a number, a list, an object around it), all of it goes. An empty value stays empty: that there
/// is no secret is no secret.
pub(crate) fn json(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut masked = Masked { text, out: String::new(), kept_to: 0 };
    // How deep the scan is in brackets, and since which depth everything is secret.
    let (mut depth, mut hidden): (usize, Option<usize>) = (0, None);
    let mut key = KeyMeaning::Plain;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let start = at + 1;
                let end = string_end(bytes, start);
                at = (end + 1).min(bytes.len());
                let inner = &text[start..end];
                if bytes[at..].iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':') {
                    key = KeyMeaning::of(inner);
                } else if hidden.is_some() || key != KeyMeaning::Plain {
                    if !inner.is_empty() {
                        masked.replace(start..end, MASK);
                    }
                    key = KeyMeaning::Plain;
                } else if let Cow::Owned(shown) = self::text(inner) {
                    masked.replace(start..end, &shown);
                }
                continue;
            }
            b'0'..=b'9' | b'-' => {
                let length = bytes[at..].iter().take_while(|byte| is_of_number(**byte)).count();
                if hidden.is_some() || key != KeyMeaning::Plain {
                    masked.replace(at..at + length, &format!("\"{MASK}\""));
                }
                key = KeyMeaning::Plain;
                at += length;
                continue;
            }
            b'{' | b'[' => {
                depth += 1;
                let around =
                    key == KeyMeaning::Secret || (key == KeyMeaning::Word && *byte == b'[');
                if around && hidden.is_none() {
                    hidden = Some(depth);
                }
                key = KeyMeaning::Plain;
            }
            b'}' | b']' => {
                if hidden == Some(depth) {
                    hidden = None;
                }
                depth = depth.saturating_sub(1);
                key = KeyMeaning::Plain;
            }
            b',' => key = KeyMeaning::Plain,
            _ => {}
        }
        at += 1;
    }
    masked.finish()
}

/// What the key before a value says of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum KeyMeaning {
    Plain,
    /// `secret`, which may be an object that only refers to one.
    Word,
    Secret,
}

impl KeyMeaning {
    fn of(key: &str) -> Self {
        let unescaped;
        let key = if key.contains('\\') {
            unescaped = serde_json::from_str::<String>(&format!("\"{key}\"")).unwrap_or_default();
            &unescaped
        } else {
            key
        };
        if key.eq_ignore_ascii_case("secret") {
            Self::Word
        } else if names_secret(key) {
            Self::Secret
        } else {
            Self::Plain
        }
    }
}

/// A text of which some stretches are replaced.
struct Masked<'a> {
    text: &'a str,
    out: String,
    kept_to: usize,
}

impl<'a> Masked<'a> {
    fn replace(&mut self, stretch: Range<usize>, by: &str) {
        self.out.push_str(&self.text[self.kept_to..stretch.start]);
        self.out.push_str(by);
        self.kept_to = stretch.end;
    }

    fn finish(mut self) -> Cow<'a, str> {
        if self.kept_to == 0 {
            return Cow::Borrowed(self.text);
        }
        self.out.push_str(&self.text[self.kept_to..]);
        Cow::Owned(self.out)
    }
}

fn is_of_number(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')
}

/// Where a string ends that begins here. Damaged text may end inside a string, even after a lone backslash.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    while end < bytes.len() && bytes[end] != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    end.min(bytes.len())
}

/// Masks what an error text may repeat: the value beside the name of a secret, besides what [`text()`] masks.
pub(crate) fn words(said: &str) -> String {
    let mut masked = Masked { text: said, out: String::new(), kept_to: 0 };
    let mut at = 0;
    while let Some(start) = said[at..].find(|it: char| it.is_alphanumeric()).map(|it| at + it) {
        let part_of_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-');
        let length = said[start..].find(|it| !part_of_name(it)).unwrap_or(said.len() - start);
        at = start + length;
        if !names_secret(&said[start..at]) {
            continue;
        }
        let gap =
            |it: char| it.is_whitespace() || matches!(it, ':' | '=' | '"' | '\'' | '\\' | '`');
        let value = said[at..].find(|it| !gap(it)).map_or(said.len(), |it| at + it);
        let between = &said[at..value];
        let opening = between.trim_end_matches('\\').chars().next_back();
        let length = match opening {
            Some(quote @ ('"' | '\'' | '`')) => said[value..].find(quote),
            _ if between.contains([':', '=']) => {
                said[value..].find(|it: char| it.is_whitespace() || matches!(it, ',' | ';'))
            }
            _ => continue,
        };
        let end = length.map_or(said.len(), |length| value + length);
        if end > value {
            masked.replace(value..end, MASK);
            at = end;
        }
    }
    let shown = masked.finish().into_owned();
    text(&shown).into_owned()
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
    fn secrets_of_any_shape_go() {
        for (answer, shown) in [
            (
                r#"{"sharedKey":{"value":"a","n":1},"x":"y"}"#,
                r#"{"sharedKey":{"value":"(masked)","n":"(masked)"},"x":"y"}"#,
            ),
            (
                r#"{"sharedKey":["a",["b"]],"x":7}"#,
                r#"{"sharedKey":["(masked)",["(masked)"]],"x":7}"#,
            ),
            (r#"{"sharedKey":12345,"x":-1.5e3}"#, r#"{"sharedKey":"(masked)","x":-1.5e3}"#),
        ] {
            assert_eq!(json(answer), shown);
        }
    }

    #[test]
    fn error_texts_do_not_repeat_secrets() {
        for (said, shown) in [
            ("The sharedKey 'a b' is too long", "The sharedKey '(masked)' is too long"),
            ("radiusServerSecret=abc; retry", "radiusServerSecret=(masked); retry"),
            (r#"{"sharedKey": "abc"}"#, r#"{"sharedKey": "(masked)"}"#),
            ("sharedKey must not be empty", "sharedKey must not be empty"),
            ("caf\u{e9} password: \u{e9}t\u{e9}", "caf\u{e9} password: (masked)"),
        ] {
            assert_eq!(words(said), shown);
        }
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
