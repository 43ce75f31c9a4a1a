//! The words of a query that may be error codes, and whether the query says that they are.

use crate::symptom::wording::WordSequence;

/// A number or a name in a query that may be a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// In lower case, without a marker that is glued to it.
    pub(crate) word: String,
    /// The glued marker, as in `error798`.
    marker: &'static str,
    /// The numbers it can be read as.
    pub(crate) values: Vec<u32>,
    /// What the query says it is.
    pub(crate) said: StatedKind,
}

/// What the words before a number say it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StatedKind {
    /// Nothing: it may be a line, a port, a size.
    Nothing,
    /// Nothing, but it has the form of a code: `0x80090326`, `-2146893018`, a name.
    ByItsForm,
    /// An error code.
    Code,
    /// An event of a Windows log.
    Event,
    /// The reason code of an NPS event, or of the end of a connection.
    Reason,
}

impl Mention {
    fn written_with_marker(&self) -> String {
        format!("{}{}", self.marker, self.word)
    }

    /// The names in the catalogue that it may stand for, the likeliest first.
    pub(crate) fn names(&self, alone: bool) -> Vec<String> {
        let listed = |list: &str| format!("{list} {}", self.word);
        match self.said {
            StatedKind::Event => vec![listed("event")],
            StatedKind::Reason => vec![listed("reason code")],
            _ if alone && self.word.len() >= EVENT_DIGITS => {
                vec![self.word.clone(), format!("aadsts{}", self.word), listed("event")]
            }
            _ => vec![self.word.clone(), format!("aadsts{}", self.word)],
        }
    }
}

/// Events of fewer digits are not told from other numbers.
const EVENT_DIGITS: usize = 4;

/// The words of a folded text that may be codes. Parts of addresses, versions and GUIDs are left out.
pub(crate) fn mentions(folded: &str) -> Vec<Mention> {
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
    let said = match said_before(&chars[..start]) {
        _ if !marker.is_empty() => StatedKind::Code,
        StatedKind::Nothing if is_name || negative || has_form_of_code(word, &values) => {
            StatedKind::ByItsForm
        }
        said => said,
    };
    Some(Mention { word: word.to_owned(), marker, values, said })
}

const SHORTEST_NAME: usize = 4;

/// `error798` is `error` and `798`.
fn split_marker(run: &str) -> (&'static str, &str) {
    ["errorcode", "error", "err", "code"]
        .into_iter()
        .find_map(|marker| Some((marker, run.strip_prefix(marker)?)))
        .filter(|(_, rest)| rest.starts_with(|char: char| char.is_ascii_digit()))
        .unwrap_or(("", run))
}

/// Whether a number can hardly be anything but a code: hexadecimal with its `0x`, or one whose highest bit is set, as in
/// every HRESULT of a failure.
fn has_form_of_code(word: &str, values: &[u32]) -> bool {
    const FAILURE: u32 = 0x8000_0000;
    word.starts_with("0x") || values.iter().any(|value| value & FAILURE != 0)
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

/// What the text before a number says it is: "error 809", "Fehlercode 809", "the error code returned on failure is 809",
/// "event ID 6273", "Reason Code: 16".
fn said_before(before: &[char]) -> StatedKind {
    let tail: String = before[before.len().saturating_sub(LONGEST_LEAD)..].iter().collect();
    let mut words: Vec<&str> =
        tail.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut skipped = 0;
    while let Some(last) = words.last() {
        let bare = last.trim_end_matches(['为', '是', '為', 'は', 'が']);
        if bare.is_empty() || skipped < MOST_LINKS && LINKS.contains(&bare) {
            words.pop();
            skipped += 1;
            continue;
        }
        break;
    }
    let Some(last) = words.last().map(|word| word.trim_end_matches(['为', '是', '為', 'は', 'が']))
    else {
        return StatedKind::Nothing;
    };
    let previous = words.len().checked_sub(2).map_or("", |at| words[at]);
    let is_event = |word: &str| EVENTS.iter().any(|event| word.ends_with(event));
    if is_event(last) || last == "id" && is_event(previous) {
        StatedKind::Event
    } else if last.ends_with("reasoncode") || last == "code" && previous.ends_with("reason") {
        StatedKind::Reason
    } else if last == "statuscode" || last == "code" && previous == "status" {
        // HTTP.
        StatedKind::Nothing
    } else if CODES.iter().any(|word| last.ends_with(word)) || FAILED.contains(&last) && skipped > 0
    {
        StatedKind::Code
    } else {
        StatedKind::Nothing
    }
}

/// In characters: "code returned on failure is " and its like.
const LONGEST_LEAD: usize = 48;
const MOST_LINKS: usize = 5;

/// Words that may stand between what a number is and the number.
const LINKS: [&str; 26] = [
    "is",
    "was",
    "number",
    "no",
    "nr",
    "returned",
    "on",
    "failure",
    "termination",
    "with",
    "of",
    "value",
    "the",
    "ist",
    "lautet",
    "est",
    "es",
    "e",
    "é",
    "retourné",
    "devuelto",
    "en",
    "el",
    "retornado",
    "número",
    "に",
];

/// Words that announce an error code, also as the end of a longer one: `Fehlercode`, `ursachencode`.
const CODES: [&str; 24] = [
    "error",
    "code",
    "err",
    "errno",
    "hresult",
    "fehler",
    "erreur",
    "erro",
    "errore",
    "código",
    "codigo",
    "codice",
    "エラー",
    "コード",
    "错误",
    "代码",
    "错误码",
    "错误号",
    "报错",
    "錯誤",
    "代碼",
    "程式碼",
    "aadsts",
    "win32",
];

/// "failed with 809": only with a word between.
const FAILED: [&str; 4] = ["failed", "fails", "failing", "fehlgeschlagen"];

const EVENTS: [&str; 7] =
    ["event", "eventid", "ereignis", "événement", "evento", "事件", "イベント"];

/// Whether the query is nothing but codes and words that announce one or say nothing.
pub(crate) fn is_only_codes(folded: &str, mentions: &[Mention]) -> bool {
    let is_code = |word: &str| {
        mentions.iter().any(|mention| {
            mention.word.split('_').any(|part| part == word)
                || word == mention.written_with_marker()
        })
    };
    WordSequence::of(folded)
        .words()
        .iter()
        .all(|word| SAYS_NOTHING.contains(&word.as_str()) || is_code(word))
}

/// Words that every second error report has.
const SAYS_NOTHING: [&str; 44] = [
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
    "event",
    "failed",
    "fehler",
    "fehlercode",
    "erreur",
    "erro",
    "get",
    "gets",
    "hresult",
    "i",
    "id",
    "ike",
    "message",
    "nps",
    "ras",
    "rasclient",
    "reason",
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
    "錯誤",
    "エラー",
];
