//! One line of text for people, made fit for a terminal or a log.

use super::commands;
use crate::visible::is_hidden;

/// Whose control sequences a text may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Styles {
    /// None: everything hidden is written out.
    None,
    /// Colours, weights and links that the program itself put in.
    Own,
}

/// The line without its line break: what is hidden is written out, and nothing in it commands a CI system.
pub(super) fn fit(line: &str, styles: Styles) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(letter) = rest.chars().next() {
        if letter == '\u{1b}'
            && styles == Styles::Own
            && let Some(length) = style(rest).or_else(|| link(rest))
        {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        // A carriage return at the end of a line is a part of the line break.
        let stays = letter == '\t' || letter == '\r' && rest.len() == 1 || !is_hidden(letter);
        if stays {
            out.push(letter);
        } else {
            out.extend(letter.escape_unicode());
        }
        rest = &rest[letter.len_utf8()..];
    }
    commands::disarmed(&out).into_owned()
}

/// How long the sequence is that sets colours and weights: `ESC [ numbers m`.
fn style(text: &str) -> Option<usize> {
    let numbers = text.strip_prefix("\u{1b}[")?;
    let end = numbers.find(|letter: char| !letter.is_ascii_digit() && letter != ';')?;
    // 8 hides what follows.
    let shown = !numbers[..end]
        .split(';')
        .next_back()
        .is_some_and(|last| last == "8" && !numbers.starts_with("38;5;"));
    (shown && numbers[end..].starts_with('m')).then_some(2 + end + 1)
}

/// How long the sequence is that begins or ends a link: `ESC ] 8 ; ; address ESC \`.
fn link(text: &str) -> Option<usize> {
    let address = text.strip_prefix("\u{1b}]8;;")?;
    let end = address.find(|letter: char| !letter.is_ascii_graphic())?;
    address[end..].starts_with("\u{1b}\\").then_some(5 + end + 2)
}

#[cfg(test)]
mod tests {
    use super::{Styles, fit};

    #[test]
    fn only_the_programs_own_styles_stay() {
        let line = "\u{1b}[1m\u{1b}[38;5;9ma\u{1b}[0m\tb\r";
        assert_eq!(fit(line, Styles::Own), line);
        assert_eq!(fit("\u{1b}[1ma\r", Styles::None), "\\u{1b}[1ma\r");
        for sequence in
            ["\u{1b}[2J", "\u{1b}[8m", "\u{1b}]0;title\u{7}", "\u{1b}", "\u{1b}[1", "\r\u{1b}[0K"]
        {
            let shown = fit(&format!("{sequence}x"), Styles::Own);
            assert!(!shown.contains(char::is_control), "{shown:?}");
        }
        let link = "\u{1b}]8;;https://a/b\u{1b}\\b\u{1b}]8;;\u{1b}\\";
        assert_eq!(fit(link, Styles::Own), link);
        assert!(!fit("\u{1b}]8;;https://a/\u{7}b", Styles::Own).contains('\u{1b}'));
    }
}
