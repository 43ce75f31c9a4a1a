//! Characters that nobody sees as what they are: how they are told, and how they are written out.

use std::borrow::Cow;

/// Whether a character moves the caret, turns the writing around, or shows nothing: control characters, those of
/// `Bidi_Control`, `Default_Ignorable_Code_Point` and the line separators of the Unicode Character Database, and
/// noncharacters, which XML does not take either.
pub(crate) fn is_hidden(letter: char) -> bool {
    match letter {
        ' '..='~' => false,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        _ => letter.is_control() || (letter as u32) & 0xfffe == 0xfffe,
    }
}

/// The text on one line, with everything hidden written out.
pub(crate) fn on_one_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            '\t' => line.push_str("\\t"),
            _ if is_hidden(letter) => line.extend(letter.escape_unicode()),
            _ => line.push(letter),
        }
    }
    Cow::Owned(line)
}

#[cfg(test)]
mod tests {
    use super::{is_hidden, on_one_line};

    #[test]
    fn what_is_hidden_is_written_out_and_what_is_seen_stays() {
        assert_eq!(on_one_line("a\r\n\tb\u{1b}[2J\u{9b}"), "a\\r\\n\\tb\\u{1b}[2J\\u{9b}");
        assert_eq!(on_one_line("\u{202e}\u{200b}\u{feff}x"), "\\u{202e}\\u{200b}\\u{feff}x");
        assert_eq!(on_one_line("a\u{fffe}b\u{1fffe}"), "a\\u{fffe}b\\u{1fffe}");
        let seen = "Zürich 東京 – ‘quoted’ … 🔑 \u{fffd}";
        assert!(matches!(on_one_line(seen), std::borrow::Cow::Borrowed(_)));
        assert!(!seen.chars().any(is_hidden));
    }
}
