//! Secrets in texts that are no JSON: the value beside a name of one, wherever the text is broken.

use std::ops::Range;

use crate::facts::names_secret;

/// How far the values of a name are looked for, in bytes: brackets may be missing.
const FAR: usize = 64 << 10;

/// The stretches that may be secrets: too many rather than too few, for nobody can say what such a text means.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    for at in memchr::memchr2_iter(b':', b'=', bytes) {
        if names_secret(name_before(text, at)) {
            let start = at + 1 + bytes[at + 1..].iter().take_while(|it| is_gap(**it)).count();
            value(text, start, &mut found);
        }
    }
    let lower = text.to_ascii_lowercase();
    for word in ["securestring", "secureobject", "@secure()", "sensitive"] {
        for (at, _) in lower.match_indices(word) {
            let start = floor(text, at.saturating_sub(FAR));
            let open = text[start..at].rfind('{').map_or(at, |open| start + open);
            declaration(text, open, &mut found);
        }
    }
    found.sort_by_key(|range| (range.start, range.end));
    found
}

fn is_gap(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b':' | b'=' | b'>')
}

/// The name that ends before a colon or an equals sign, in quotes or without.
fn name_before(text: &str, end: usize) -> &str {
    let before = text[..end].trim_end_matches([' ', '\t', '"', '\'']);
    let part_of_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.');
    let name = before.rsplit(|letter| !part_of_name(letter)).next().unwrap_or_default();
    name.rsplit('.').next().unwrap_or_default()
}

/// The value at a place: up to its closing quote, to the end of its line, or every text within its brackets.
fn value(text: &str, start: usize, found: &mut Vec<Range<usize>>) {
    let rest = &text[start..];
    match rest.chars().next() {
        Some('{' | '[') => declaration(text, start, found),
        Some(quote @ ('"' | '\'' | '`')) => found.push(start..start + quoted(rest, quote)),
        Some(_) => {
            let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
            found.push(start..start + end);
        }
        None => {}
    }
}

/// The length of a quoted text; where its end is missing, it goes to the end of the line.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            '\n' | '\r' => return at,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Every value within the brackets that open at a place: quoted texts that no colon follows, and bare numbers.
fn declaration(text: &str, open: usize, found: &mut Vec<Range<usize>>) {
    let end = ceil(text, (open + FAR).min(text.len()));
    let (mut at, mut depth) = (open, 0_i32);
    while at < end {
        let rest = &text[at..end];
        let Some(letter) = rest.chars().next() else { break };
        match letter {
            '{' | '[' => depth += 1,
            '}' | ']' => {
                depth -= 1;
                if depth <= 0 {
                    break;
                }
            }
            '"' | '\'' => {
                let length = quoted(rest, letter);
                let after = rest[length..].trim_start_matches([' ', '\t']);
                if !after.starts_with([':', '=']) {
                    found.push(at..at + length);
                }
                at += length;
                continue;
            }
            _ if letter.is_ascii_digit() => {
                let length =
                    rest.find(|it: char| !it.is_ascii_alphanumeric()).unwrap_or(rest.len());
                found.push(at..at + length);
                at += length;
                continue;
            }
            _ => {}
        }
        at += letter.len_utf8();
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::find;

    fn shown(text: &str) -> String {
        let mut shown = text.as_bytes().to_vec();
        for range in find(text) {
            shown[range].fill(b'*');
        }
        String::from_utf8_lossy(&shown).into_owned()
    }

    #[test]
    fn the_value_beside_the_name_of_a_secret_is_one() {
        for text in [
            r#"{"sharedKey":"HUSH" "x":1}"#,
            r#"{"sharedKey" : "HUSH"#,
            "{\"sharedKy\":\n  \"HUSH\", \"x\": }",
            "sharedKey = HUSH\nname = hub",
            "radius_server_secret: HUSH",
            "shared_key = \"HUSH\"",
            r#"{"adminPassword": {"type": "string", "defaultValue": "HUSH" "#,
            r#"{"x": {"type": "securestring", "defaultValue": "HUSH" } "#,
            r"{'clientSecret': 'HUSH'",
            r#"{"sharedKey": "a\"HUSH" ,,"#,
        ] {
            let shown = shown(text);
            assert!(!shown.contains("HUSH"), "{shown}");
        }
        let plain = r#"{"name": "hub" "secretName": "kv" "pool": "10.0.0.0/24"}"#;
        assert_eq!(shown(plain), plain);
    }

    proptest! {
        #[test]
        fn whatever_the_text_the_stretches_lie_in_it(text in ".{0,80}", tail in "[{}\\[\\]:=\"'a-zé ]{0,40}") {
            let text = format!("{text}sharedKey{tail}");
            for range in find(&text) {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
