//! The part of a line that is shown, without what may be a secret.

use crate::facts::names_secret;

/// More of a line than this isn't shown, in characters.
const LONGEST: usize = 240;
/// So much of it stands before what matters.
const BEFORE: usize = 80;
const BLOT: &str = "********";

/// The line around a byte of it.
pub(super) fn excerpt(line: &str, at: usize) -> String {
    let line = masked(line, at);
    let (line, at) = (line.0.as_str(), line.1);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return words(line);
    }
    let before = line[..at].char_indices().rev().nth(BEFORE).map_or(0, |(start, _)| start);
    let end =
        line[before..].char_indices().nth(LONGEST).map_or(line.len(), |(end, _)| before + end);
    let dots = |cut: bool| if cut { "..." } else { "" };
    format!("{}{}{}", dots(before > 0), words(&line[before..end]), dots(end < line.len()))
}

/// A text with its secrets masked.
#[must_use]
pub fn without_secrets(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| masked(line, 0).0).collect();
    lines.join(" ")
}

/// The line with its secrets masked, and where the byte is then.
fn masked(line: &str, at: usize) -> (String, usize) {
    let mut secrets = named_values(line);
    secrets.extend(opaque_runs(line));
    secrets.sort_unstable();
    let mut kept = String::with_capacity(line.len());
    let (mut from, mut place) = (0, at.min(line.len()));
    for (start, end) in secrets {
        if start < from {
            continue;
        }
        kept.push_str(&line[from..start]);
        if at >= end {
            place = place + BLOT.len() - (end - start).min(place + BLOT.len());
        }
        kept.push_str(BLOT);
        from = end;
    }
    kept.push_str(&line[from..]);
    let mut place = place.min(kept.len());
    while !kept.is_char_boundary(place) {
        place -= 1;
    }
    (kept, place)
}

/// The values behind names such as `sharedKey`, whether written as JSON, as an assignment, or as an option.
fn named_values(line: &str) -> Vec<(usize, usize)> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !is_word(bytes[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && is_word(bytes[at]) {
            at += 1;
        }
        let word = &line[start..at];
        let bearer = word.eq_ignore_ascii_case("bearer") || word.eq_ignore_ascii_case("basic");
        if !bearer && !names_secret(word) {
            continue;
        }
        let is_option = word.starts_with('-');
        let joint = bytes[at..].iter().take_while(|byte| b"\\\"' \t:=".contains(byte)).count();
        let assigned = bytes[at..at + joint].iter().any(|byte| b":=".contains(byte));
        let value = at + joint;
        if joint == 0 || !(assigned || is_option || bearer) {
            continue;
        }
        let quoted = bytes[value - 1] == b'"' || bytes[value - 1] == b'\'';
        let ends = |byte: &u8| {
            if quoted { b"\"'".contains(byte) } else { b" \t,;&}<".contains(byte) }
        };
        let end = bytes[value..].iter().position(ends).map_or(bytes.len(), |end| value + end);
        if end > value {
            found.push((value, end));
        }
        at = end;
    }
    found
}

/// Runs of characters that only keys, tokens and encoded data have.
fn opaque_runs(line: &str) -> Vec<(usize, usize)> {
    const SHORTEST: usize = 40;
    const SHORTEST_HEX: usize = 64;
    let is_in = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=_-".contains(&byte);
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|byte| is_in(**byte)).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let run = &line[at..at + length];
        let has = |wanted: fn(&u8) -> bool| run.as_bytes().iter().any(wanted);
        let is_mixed =
            has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit);
        let is_path = run.starts_with('/') || run.contains("/subscriptions/") || run.contains("//");
        let is_hex = run.bytes().all(|byte| byte.is_ascii_hexdigit());
        if length >= SHORTEST && is_mixed && !is_path && !is_hex || length >= SHORTEST_HEX && is_hex
        {
            found.push((at, at + length));
        }
        at += length;
    }
    found
}
