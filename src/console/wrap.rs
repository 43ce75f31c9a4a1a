//! Text in lines that fit a width, broken between words only: ids, paths and addresses stay whole.

use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

/// The text in lines of at most so many columns: `lead` before the first one, `indent` before the others. What has no
/// space in it is never broken, and Chinese between any two characters.
#[must_use]
pub fn wrap(text: &str, width: usize, lead: &str, indent: &str) -> String {
    let options = Options::new(width.max(MINIMUM))
        .initial_indent(lead)
        .subsequent_indent(indent)
        .break_words(false)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .word_separator(WordSeparator::Custom(words));
    textwrap::wrap(text, options).join("\n")
}

/// A line of text as it was composed, continued two columns to the right of where it begins when it is too long.
#[must_use]
pub fn continued(line: &str, width: usize) -> String {
    let plain = line.trim_start_matches(' ');
    let indent = line.len() - plain.len();
    let lead = &line[..indent];
    wrap(plain, width, lead, &" ".repeat(indent.min(width / 2) + 2))
}

/// The columns that a text takes.
#[must_use]
pub fn columns(text: &str) -> usize {
    textwrap::core::display_width(text)
}

/// Fewer columns than these can't be read; what is narrower is left to the terminal.
const MINIMUM: usize = 20;

/// Words with the spaces behind them; each Chinese character is a word, with the punctuation that follows it.
fn words<'a>(line: &'a str) -> Box<dyn Iterator<Item = Word<'a>> + 'a> {
    Box::new(WordSeparator::AsciiSpace.find_words(line).flat_map(|word| {
        let whole = &line[offset(line, word.word)..][..word.word.len() + word.whitespace.len()];
        pieces(whole).into_iter().map(Word::from)
    }))
}

fn offset(line: &str, part: &str) -> usize {
    part.as_ptr() as usize - line.as_ptr() as usize
}

fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, letter) in word.char_indices() {
        let after_chinese = word[..at].chars().next_back().is_some_and(is_chinese);
        if at > start && (is_chinese(letter) || after_chinese && letter.is_alphanumeric()) {
            pieces.push(&word[start..at]);
            start = at;
        }
    }
    pieces.push(&word[start..]);
    pieces
}

/// Whether the character is one of a script without spaces between words.
pub(crate) fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}')
}

#[cfg(test)]
mod tests {
    use super::{columns, continued, wrap};

    #[test]
    fn words_ids_and_paths_stay_whole() {
        let text = "the pool of gateway-with-a-long-name is in infra/networks/hub.json twice";
        let shown = wrap(text, 30, "- ", "  ");
        assert_eq!(
            shown,
            "- the pool of\n  gateway-with-a-long-name is\n  in infra/networks/hub.json\n  twice"
        );
        assert_eq!(
            wrap("a/path/that/is/far/longer/than/the/line x", 20, "", ""),
            "a/path/that/is/far/longer/than/the/line\nx"
        );
        assert_eq!(continued("  = help: some words", 16 + 4), "  = help: some words");
        assert_eq!(continued("    in: some more words", 20), "    in: some more\n      words");
    }

    #[test]
    fn chinese_is_broken_between_characters() {
        assert_eq!(
            wrap("收到的消息异常，或格式不正确。错误", 20, "", ""),
            "收到的消息异常，或格\n式不正确。错误"
        );
        assert_eq!(columns("收到 \u{1b}[1mab\u{1b}[0m"), 7);
    }
}
