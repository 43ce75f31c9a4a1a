//! Error texts brought to one form, so that case, punctuation, line breaks and full-width letters make no difference.

pub(super) use crate::console::is_chinese;

/// A text as its words: Latin words in lower case, runs of Chinese as one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WordSequence {
    words: Vec<String>,
}

impl WordSequence {
    /// The words of a folded text.
    pub(super) fn of(folded: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut ends_in_chinese = false;
        let mut open = false;
        for char in expanded(folded).chars() {
            if !char.is_alphanumeric() {
                // Chinese has no spaces: what a line break or a comma cut apart stays together.
                open = ends_in_chinese;
                continue;
            }
            let chinese = is_chinese(char);
            match words.last_mut() {
                Some(word) if open && chinese == ends_in_chinese => word.push(char),
                _ => words.push(char.to_string()),
            }
            ends_in_chinese = chinese;
            open = true;
        }
        Self { words }
    }

    /// The words.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// The words with a space around each, to look for whole words.
    pub(super) fn spaced(&self) -> String {
        format!(" {} ", self.words.join(" "))
    }

    /// The words without anything between them.
    pub(super) fn joined(&self) -> String {
        self.words.concat()
    }
}

/// Lower case, half-width, straight quotes, no HTML entities.
pub(super) fn fold(text: &str) -> String {
    const ENTITIES: [(&str, &str); 6] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    let mut text = text.to_owned();
    for (entity, plain) in ENTITIES {
        if text.contains(entity) {
            text = text.replace(entity, plain);
        }
    }
    text.chars()
        .filter(|char| !is_invisible(*char))
        .map(half_width)
        .flat_map(char::to_lowercase)
        .collect()
}

/// The parts of a folded text around its placeholders, `<…>`.
pub(super) fn around_placeholders(folded: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut rest = folded;
    while let Some(open) = rest.find('<') {
        let (before, behind) = rest.split_at(open);
        let close = behind
            .find('>')
            .filter(|&close| behind[1..close].chars().count() <= PLACEHOLDER_LENGTH);
        if let Some(last) = parts.last_mut() {
            last.push_str(before);
        }
        if let Some(close) = close {
            parts.push(String::new());
            rest = &behind[close + 1..];
        } else {
            rest = &behind[1..];
        }
    }
    if let Some(last) = parts.last_mut() {
        last.push_str(rest);
    }
    parts
}

/// A folded text without the resource ids and GUIDs that services put into their messages.
pub(super) fn without_ids(folded: &str) -> String {
    let mut kept = String::with_capacity(folded.len());
    let mut run = String::new();
    for char in folded.chars().chain(std::iter::once('\n')) {
        if char.is_ascii_alphanumeric() || matches!(char, '/' | '-' | '_' | '.') {
            run.push(char);
            continue;
        }
        kept.push_str(if is_id(&run) { " " } else { &run });
        run.clear();
        kept.push(char);
    }
    kept
}

fn is_id(run: &str) -> bool {
    let guid = run.trim_end_matches('.');
    let is_guid = guid.len() == 36
        && guid.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
        && guid.matches('-').count() == 4;
    is_guid
        || run.contains("/subscriptions/")
        || run.contains("/resourcegroups/")
        || run.contains("/providers/")
}

/// A placeholder longer than this is a comparison sign, not a placeholder.
const PLACEHOLDER_LENGTH: usize = 60;

/// Contractions written out, so that "couldn't" and "could not" are the same.
fn expanded(folded: &str) -> String {
    if folded.contains('\'') {
        folded.replace("can't", "cannot").replace("n't", " not").replace('\'', "")
    } else {
        folded.to_owned()
    }
}

fn half_width(char: char) -> char {
    match char {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(char) - 0xFEE0).unwrap_or(char),
        '\u{2018}' | '\u{2019}' | '\u{02BC}' | '`' | '\u{00B4}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '〈' | '《' => '<',
        '〉' | '》' => '>',
        _ => char,
    }
}

/// Characters that copying from a web page or a dialog brings along unseen.
fn is_invisible(char: char) -> bool {
    matches!(char, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}')
}
