//! The words for what stands in base64 text and doesn't belong there.

use crate::input::characters::invisible_name;
use crate::wrapping::base64_data::body::Base64Body;

/// For white space.
pub(crate) fn white_space(body: &Base64Body) -> String {
    let seen = &body.white;
    let before = body.lines.first().is_none_or(|line| seen.first.end <= line.range.start);
    let after = body.lines.last().is_some_and(|line| seen.first.start >= line.range.end);
    let place = match (before, after) {
        (true, _) => "before the data",
        (_, true) => "after the data",
        _ => "in the data",
    };
    match (body.line_breaks, seen.count, seen.stretches) {
        (0, 1, _) => format!("there is a space or tab {place}"),
        (0, count, 1) => format!("there are {count} spaces or tabs {place}"),
        (0, count, _) => format!("there are {count} spaces or tabs in the data"),
        (1, ..) => format!("there is a line break {place}"),
        (count, ..) => format!("the data contains {count} line breaks"),
    }
}

/// For characters that can't be seen.
pub(crate) fn invisible(body: &Base64Body) -> String {
    let name = body.first_invisible.map_or_else(String::new, invisible_name);
    match body.invisible.count {
        1 => format!("the data contains {name}"),
        count => format!("the data contains {name}, one of {count} invisible characters"),
    }
}

/// For characters that base64 doesn't have.
pub(crate) fn foreign(first: char, count: usize) -> String {
    let shown = if first.is_ascii_graphic() {
        format!("'{first}'")
    } else {
        format!("'{first}' (U+{:04X})", u32::from(first))
    };
    let more = if count == 1 { String::new() } else { format!("; {count} such characters in all") };
    format!("{shown} is not a base64 character{}{more}", cause(first, count))
}

/// How a character most likely came there.
fn cause(character: char, count: usize) -> &'static str {
    match character {
        '*' if count > 2 => ": something was masked",
        '.' if count > 2 => ": something was left out",
        '\u{2026}' => ": something was left out",
        '"' | '\'' | '\u{201C}' | '\u{201D}' | '\u{2019}' => {
            ": quotation marks are no part of the value"
        }
        '\\' => ": an escape was left in",
        '<' | '>' => ": a tag or a placeholder was left in",
        '$' | '{' | '}' | '@' => ": a variable was left in",
        ',' | ';' => ": it belongs to the list around the value",
        ':' => ": it belongs to a name or an address",
        '%' => ": an escape of a URL was left in",
        '\u{FFFD}' => ": a character was lost when the text was converted",
        _ => "",
    }
}

/// For numbers of lines: "line 4", "lines 4, 9 and 11".
pub(crate) fn line_list(lines: &[usize]) -> String {
    let mut lines: Vec<String> = lines.iter().map(usize::to_string).collect();
    lines.dedup();
    match lines.split_last() {
        None => String::new(),
        Some((only, [])) => format!("line {only}"),
        Some((last, first)) => format!("lines {} and {last}", first.join(", ")),
    }
}

/// For text that is no base64.
pub(crate) fn text(text: &str) -> &'static str {
    let digits = text.bytes().filter(u8::is_ascii_hexdigit).count();
    match (digits, text.bytes().all(|octet| octet.is_ascii_hexdigit() || b" :-".contains(&octet))) {
        (40 | 64, true) => "this is a thumbprint; the gateway expects the whole certificate",
        _ => "this is text, not the base64 data of a certificate",
    }
}
