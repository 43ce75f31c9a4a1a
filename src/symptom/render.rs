//! A symptom as plain text, wrapped for a terminal.

use std::fmt::Write;

use super::catalogue::{Config, Symptom};
use super::wording::is_chinese;

/// Columns of a line.
const WIDTH: usize = 100;

/// The symptom as text with headings, without colour, at most a hundred columns wide where words allow.
#[must_use]
pub fn render(symptom: &Symptom) -> String {
    let mut page = format!("{}\n", symptom.id());
    paragraph(&mut page, "", symptom.title());
    seen_as(&mut page, symptom);
    heading(&mut page, "What it means");
    paragraph(&mut page, "  ", symptom.meaning());
    causes(&mut page, symptom);
    if !symptom.client_steps().is_empty() {
        heading(&mut page, "On the client");
        for step in symptom.client_steps() {
            paragraph(&mut page, "  - ", step);
        }
    }
    heading(&mut page, "Sources");
    for source in symptom.sources() {
        paragraph(&mut page, "  - ", &source.name);
        paragraph(&mut page, "    ", &source.at);
    }
    page
}

fn seen_as(page: &mut String, symptom: &Symptom) {
    heading(page, "Seen as");
    for code in symptom.codes() {
        let forms = code.forms();
        let line = if forms.is_empty() {
            code.to_string()
        } else {
            format!("{code} ({})", forms.join(", "))
        };
        paragraph(page, "  - ", &line);
    }
    for text in symptom.texts().en.iter().chain(&symptom.texts().zh) {
        paragraph(page, "  - ", text);
    }
}

fn causes(page: &mut String, symptom: &Symptom) {
    heading(page, "Causes, the likeliest first");
    for (number, cause) in symptom.causes().iter().enumerate() {
        paragraph(page, &format!("  {}. ", number + 1), &cause.text);
        if !cause.lints.is_empty() {
            paragraph(page, "     ", &format!("lints: {}", cause.lints.join(", ")));
        }
    }
    heading(page, "Run");
    for command in symptom.commands() {
        paragraph(page, "  ", command.as_str());
    }
    let told = match symptom.config() {
        Config::Yes => "Configuration and files show the cause.",
        Config::Part => {
            "Configuration and files show part of the causes; the rest is on the client."
        }
        Config::No if symptom.commands().is_empty() => {
            "Nothing: configuration can't show the cause, it is on the client."
        }
        Config::No => "Configuration gives a hint at best; the cause is on the client.",
    };
    paragraph(page, "  ", told);
}

fn heading(page: &mut String, text: &str) {
    // Writing to a String can't fail.
    let _ = write!(page, "\n{text}\n");
}

/// Adds a paragraph: the lead before its first line, as many spaces before the others.
fn paragraph(page: &mut String, lead: &str, text: &str) {
    let indent = " ".repeat(lead.chars().count());
    let mut line = lead.to_owned();
    let mut is_empty = true;
    for word in text.split_whitespace().flat_map(breakable) {
        let gap = usize::from(!is_empty && word.spaced);
        if !is_empty && columns(&line) + gap + columns(word.text) > WIDTH {
            page.push_str(line.trim_end());
            page.push('\n');
            line.clone_from(&indent);
        } else if gap == 1 {
            line.push(' ');
        }
        line.push_str(word.text);
        is_empty = false;
    }
    page.push_str(line.trim_end());
    page.push('\n');
}

/// A part of a text after which a line may end.
struct Piece<'a> {
    text: &'a str,
    /// Whether a space stands before it.
    spaced: bool,
}

/// A word, or the single characters of a Chinese one: Chinese has no spaces to break at.
fn breakable(word: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, char) in word.char_indices() {
        let after_chinese = word[..at].chars().next_back().is_some_and(is_chinese);
        if at > start && (is_chinese(char) || after_chinese && char.is_alphanumeric()) {
            pieces.push(Piece { text: &word[start..at], spaced: start == 0 });
            start = at;
        }
    }
    pieces.push(Piece { text: &word[start..], spaced: start == 0 });
    pieces
}

/// Columns on a terminal: Chinese characters and full-width punctuation take two.
pub(super) fn columns(text: &str) -> usize {
    text.chars()
        .map(|char| {
            if is_chinese(char) || matches!(char, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF60}')
            {
                2
            } else {
                1
            }
        })
        .sum()
}
