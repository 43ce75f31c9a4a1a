//! Secrets in texts that are no JSON: the value beside a name of one, wherever the text is broken.

use std::ops::Range;

use crate::facts::names_secret;

/// How far the values of a name are looked for, in bytes: brackets may be missing.
const FAR: usize = 64 << 10;

/// The stretches that may be secrets: too many rather than too few, for nobody can say what such a text means.
pub(crate) fn find(text: &str) -> Vec<Range<usize>> {
    let mut search = Search { text, ..Search::default() };
    search.beside_names();
    (search.masked, search.declared) = (0, 0);
    search.in_declarations();
    search.found.sort_by_key(|range| (range.start, range.end));
    search.found
}

/// What was found so far. Nothing is looked through twice, however often the text names a secret.
#[derive(Default)]
struct Search<'a> {
    text: &'a str,
    found: Vec<Range<usize>>,
    /// Where the last single value ended.
    masked: usize,
    /// How far declarations were looked through.
    declared: usize,
    /// Whether the last declaration was left before its end.
    is_cut: bool,
    /// How many bytes were looked at.
    looked_at: usize,
}

impl Search<'_> {
    fn beside_names(&mut self) {
        let text = self.text;
        let bytes = text.as_bytes();
        for at in memchr::memchr2_iter(b':', b'=', bytes) {
            if names_secret(name_before(text, at)) {
                let start = at + 1 + bytes[at + 1..].iter().take_while(|it| is_gap(**it)).count();
                self.value(start);
            }
        }
    }

    fn in_declarations(&mut self) {
        const WORDS: [&str; 4] = ["securestring", "secureobject", "@secure()", "sensitive"];
        let lower = self.text.to_ascii_lowercase();
        let words = aho_corasick::AhoCorasick::new(WORDS).expect("the words are fixed and few");
        let (mut before, mut last_open) = (0, None);
        for word in words.find_iter(&lower) {
            let at = word.start();
            last_open = self.text[before..at].rfind('{').map(|open| before + open).or(last_open);
            before = at;
            let near = last_open.filter(|open| at - open <= FAR);
            self.declaration(near.unwrap_or(at));
        }
    }

    /// The value at a place: up to its closing quote, to the end of its line, or every text within its brackets.
    fn value(&mut self, start: usize) {
        let rest = &self.text[start..];
        let length = match rest.chars().next() {
            Some('{' | '[') => return self.declaration(start),
            // It lies in one that was found.
            _ if start < self.masked => return,
            Some(quote @ ('"' | '\'' | '`')) => quoted(rest, quote),
            Some(_) => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            None => return,
        };
        self.looked_at += length;
        self.masked = start + length;
        self.found.push(start..start + length);
    }

    /// Every value within the brackets that open at a place: quoted texts that no colon follows, and bare numbers.
    fn declaration(&mut self, open: usize) {
        let text = self.text;
        let end = ceil(text, (open + FAR).min(text.len()));
        let (mut at, mut depth) = (open, 0_i32);
        if open < self.declared {
            // It lies in one that was looked through; where that one was left, this one may go on.
            if !self.is_cut {
                return;
            }
            (at, depth) = (self.declared, 1);
        }
        let begun = at;
        self.is_cut = true;
        while at < end {
            let rest = &text[at..end];
            let Some(letter) = rest.chars().next() else { break };
            match letter {
                '{' | '[' => depth += 1,
                '}' | ']' => {
                    depth -= 1;
                    if depth <= 0 {
                        self.is_cut = false;
                        break;
                    }
                }
                '"' | '\'' => {
                    let length = quoted(rest, letter);
                    let after = rest[length..].trim_start_matches([' ', '\t']);
                    if !after.starts_with([':', '=']) {
                        self.found.push(at..at + length);
                    }
                    at += length;
                    continue;
                }
                _ if letter.is_ascii_digit() => {
                    let length =
                        rest.find(|it: char| !it.is_ascii_alphanumeric()).unwrap_or(rest.len());
                    self.found.push(at..at + length);
                    at += length;
                    continue;
                }
                _ => {}
            }
            at += letter.len_utf8();
        }
        self.looked_at += at - begun;
        self.declared = self.declared.max(at);
    }
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

fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Search, find};

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

    #[test]
    fn nothing_is_looked_through_twice() {
        for part in [
            "password=x ",
            "password='x ",
            "password:{",
            "{sensitive",
            "sensitive ",
            "{ securestring \"x\" ",
            "password:[ \"a\", ",
        ] {
            let text = part.repeat(20_000);
            let mut search = Search { text: &text, ..Search::default() };
            search.beside_names();
            (search.masked, search.declared) = (0, 0);
            search.in_declarations();
            assert!(search.looked_at <= 2 * text.len(), "{part}: {}", search.looked_at);
        }
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
