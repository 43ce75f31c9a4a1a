//! The words of a query that may be error codes.

use super::wording::Wording;

/// A number or a name in a query that may be a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// In lower case, without a marker that is glued to it.
    pub(super) word: String,
    /// The glued marker, as in `error798`.
    marker: &'static str,
    /// The numbers it can be read as.
    pub(super) values: Vec<u32>,
    /// Whether it can hardly be anything but a code: hexadecimal, long, or after a word such as "error".
    pub(super) distinct: bool,
}

/// The words of a folded text that may be codes. Parts of addresses, versions and GUIDs are left out.
pub(super) fn mentions(folded: &str) -> Vec<Mention> {
    let chars: Vec<char> = folded.chars().collect();
    let mut mentions = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        if !is_code_char(chars[start]) {
            start += 1;
            continue;
        }
        let end = (start..chars.len()).find(|&at| !is_code_char(chars[at])).unwrap_or(chars.len());
        mentions.extend(mention(&chars, start, end));
        start = end;
    }
    mentions
}

fn is_code_char(char: char) -> bool {
    char.is_ascii_alphanumeric() || char == '_'
}

impl Mention {
    fn written_with_marker(&self) -> String {
        format!("{}{}", self.marker, self.word)
    }
}

fn mention(chars: &[char], start: usize, end: usize) -> Option<Mention> {
    let run: String = chars[start..end].iter().collect();
    let (marker, word) = split_marker(&run);
    let negative = is_negative(&chars[..start]);
    if marker.is_empty() && !negative && is_part_of_more(chars, start, end) {
        return None;
    }
    let values = readings(word, negative);
    let is_name = values.is_empty();
    if is_name && word.len() < SHORTEST_NAME {
        return None;
    }
    let announced = !marker.is_empty() || is_after_marker(&chars[..start]);
    let distinct = is_name || negative || announced || word.len() >= LONG_NUMBER;
    Some(Mention { word: word.to_owned(), marker, values, distinct })
}

const SHORTEST_NAME: usize = 4;
/// A number of so many digits is hardly anything but a code.
const LONG_NUMBER: usize = 5;

/// `error798` is `error` and `798`.
fn split_marker(run: &str) -> (&'static str, &str) {
    ["errorcode", "error", "err", "code"]
        .into_iter()
        .find_map(|marker| Some((marker, run.strip_prefix(marker)?)))
        .filter(|(_, rest)| rest.starts_with(|char: char| char.is_ascii_digit()))
        .unwrap_or(("", run))
}

/// Whether a minus sign stands before a number, and not the hyphen of a longer word.
fn is_negative(before: &[char]) -> bool {
    match before {
        [.., before, '-'] => !before.is_alphanumeric(),
        ['-'] => true,
        _ => false,
    }
}

/// Whether the number goes on beyond a dot or a hyphen, as in `10.0.0.4`, `2.0.812` and `41b23e61-6c1e-…`.
fn is_part_of_more(chars: &[char], start: usize, end: usize) -> bool {
    let before = |distance: usize| start.checked_sub(distance).map(|at| chars[at]);
    let after = |distance: usize| chars.get(end + distance).copied();
    let joins = |joint: Option<char>, beyond: Option<char>| match joint {
        Some('.') => beyond.is_some_and(|char| char.is_ascii_digit()),
        Some('-') => beyond.is_some_and(|char| char.is_ascii_alphanumeric()),
        _ => false,
    };
    joins(before(1), before(2)) || joins(after(0), after(1))
}

/// The numbers that a word can stand for: `798`, `0x80090326`, and hexadecimal without its `0x`.
fn readings(word: &str, negative: bool) -> Vec<u32> {
    if let Some(hex) = word.strip_prefix("0x") {
        return u32::from_str_radix(hex, 16).into_iter().collect();
    }
    let decimal = if negative {
        word.parse::<i64>()
            .ok()
            .and_then(|value| i32::try_from(-value).ok())
            .map(i32::cast_unsigned)
    } else {
        word.parse::<u32>().ok()
    };
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    let bare_hex =
        has_digit && (word.len() == 8 || (3..8).contains(&word.len()) && decimal.is_none());
    let hex = if bare_hex { u32::from_str_radix(word, 16).ok() } else { None };
    decimal.into_iter().chain(hex).collect()
}

/// Whether the text before a number ends with a word that announces a code.
fn is_after_marker(before: &[char]) -> bool {
    let tail: String = before[before.len().saturating_sub(16)..].iter().collect();
    let tail = tail.trim_end_matches(|char: char| !char.is_alphanumeric());
    ["error", "code", "err", "hresult", "错误", "代码", "错误码", "错误号", "报错", "aadsts"]
        .iter()
        .any(|marker| tail.ends_with(marker))
}

/// Whether the query is nothing but codes and words that announce one or say nothing.
pub(super) fn is_only_codes(folded: &str, mentions: &[Mention]) -> bool {
    let is_code = |word: &str| {
        mentions.iter().any(|mention| {
            mention.word.split('_').any(|part| part == word)
                || word == mention.written_with_marker()
        })
    };
    Wording::of(folded)
        .words()
        .iter()
        .all(|word| SAYS_NOTHING.contains(&word.as_str()) || is_code(word))
}

/// Words that every second error report has.
const SAYS_NOTHING: [&str; 31] = [
    "a",
    "aadsts",
    "azure",
    "client",
    "code",
    "connect",
    "connection",
    "err",
    "error",
    "errors",
    "failed",
    "get",
    "gets",
    "hresult",
    "i",
    "message",
    "the",
    "user",
    "vpn",
    "windows",
    "with",
    "代码",
    "出错",
    "失败",
    "客户端",
    "报错",
    "提示错误",
    "无法",
    "连接",
    "错误",
    "错误代码",
];
