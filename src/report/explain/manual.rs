//! The documentation of a lint for a terminal: its Markdown set in lines, the examples behind everything else.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::console::{columns, wrap};
use crate::lint::Lint;

/// The documentation in lines of at most so many columns; examples are never broken.
#[must_use]
pub fn manual(lint: &Lint, width: usize, colour: bool) -> String {
    let mut page = ManualPage::new(width, colour);
    let text = lint.page();
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        page.take(event, lint);
    }
    page.end()
}

/// What an example shows; its first word in the Markdown is its language, the second one this.
const EXAMPLES: [(&str, &str); 3] = [
    ("fail", "Example with a finding"),
    ("pass", "Example without a finding"),
    ("gateway", "Example"),
];

/// A page in the making.
struct ManualPage {
    width: usize,
    colour: bool,
    out: String,
    examples: String,
    /// The words of the block that is open.
    words: String,
    /// The addresses of the links that are open, and where their words begin.
    links: Vec<(String, usize)>,
    /// For each open list the number of its next item, if it is numbered.
    lists: Vec<Option<u64>>,
    lead: String,
    code: Option<String>,
    table: Vec<Vec<String>>,
}

impl ManualPage {
    fn new(width: usize, colour: bool) -> Self {
        Self {
            width,
            colour,
            out: String::new(),
            examples: String::new(),
            words: String::new(),
            links: Vec::new(),
            lists: Vec::new(),
            lead: String::new(),
            code: None,
            table: Vec::new(),
        }
    }

    fn end(mut self) -> String {
        self.out.push_str(&self.examples);
        self.out
    }

    fn style(&self, style: Style) -> Style {
        if self.colour { style } else { Style::new() }
    }

    fn take(&mut self, event: Event<'_>, lint: &Lint) {
        let bold = self.style(Style::new().bold());
        let code = self.style(AnsiColor::Cyan.on_default());
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.finish(tag, lint),
            Event::Text(text) => self.words.push_str(&text),
            Event::Code(text) => {
                let _ = write!(self.words, "{code}{text}{code:#}");
            }
            Event::SoftBreak | Event::HardBreak => self.words.push(' '),
            Event::Rule => {
                let _ = writeln!(self.out, "{bold}--{bold:#}");
            }
            // The documentation of lints has none of the others.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let bold = self.style(Style::new().bold());
        match tag {
            Tag::Strong => {
                let _ = write!(self.words, "{bold}");
            }
            Tag::Link { dest_url, .. } => {
                self.links.push((dest_url.into_string(), self.words.len()));
            }
            Tag::List(first) => {
                self.block();
                if self.lists.is_empty() && !self.out.ends_with("\n\n") {
                    self.out.push('\n');
                }
                self.lists.push(first);
            }
            Tag::Item => {
                let indent = "  ".repeat(self.lists.len());
                self.lead = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{indent}{}. ", *number - 1)
                    }
                    _ => format!("{indent}- "),
                };
            }
            Tag::CodeBlock(kind) => {
                self.block();
                let kind = match kind {
                    CodeBlockKind::Fenced(words) => words.into_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some(kind);
            }
            _ => {}
        }
    }

    fn finish(&mut self, tag: TagEnd, lint: &Lint) {
        let bold = self.style(Style::new().bold());
        match tag {
            TagEnd::Heading(level) => {
                let text = std::mem::take(&mut self.words);
                let first = level == pulldown_cmark::HeadingLevel::H1;
                let gap = if self.out.is_empty() { "" } else { "\n" };
                let _ = writeln!(self.out, "{gap}{bold}{text}{bold:#}");
                if first {
                    let (severity, category) = (lint.severity.word(), lint.category.word());
                    let facts = format!(
                        "{severity}, {category}; fix: {}; since {}",
                        lint.fix.word(),
                        lint.since
                    );
                    let _ = writeln!(self.out, "{}", wrap(&facts, self.width, "", ""));
                    let _ = writeln!(self.out, "{}", wrap(lint.summary, self.width, "", ""));
                }
            }
            TagEnd::Paragraph | TagEnd::Item => self.block(),
            TagEnd::Strong => {
                let _ = write!(self.words, "{bold:#}");
            }
            TagEnd::Link => {
                if let Some((address, from)) = self.links.pop()
                    && self.words[from..] != address
                {
                    let _ = write!(self.words, " ({address})");
                }
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.words);
                match self.table.last_mut() {
                    Some(row) => row.push(cell),
                    None => self.table.push(vec![cell]),
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => self.table.push(Vec::new()),
            TagEnd::Table => self.whole_table(),
            _ => {}
        }
    }

    /// Ends the block that is open: a paragraph, or an item of a list.
    fn block(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.trim().is_empty() {
            return;
        }
        let lead = std::mem::take(&mut self.lead);
        let indent = match self.lists.len() {
            0 => String::new(),
            depth if lead.is_empty() => "  ".repeat(depth + 1),
            _ => " ".repeat(lead.len()),
        };
        let lead = if lead.is_empty() { indent.clone() } else { lead };
        // A paragraph stands apart; items of a list don't.
        if self.lists.is_empty() && !self.out.ends_with("\n\n") && !self.out.is_empty() {
            self.out.push('\n');
        }
        let _ = writeln!(self.out, "{}", wrap(words.trim(), self.width, &lead, &indent));
    }

    fn code_block(&mut self) {
        let kind = self.code.take().unwrap_or_default();
        let code = std::mem::take(&mut self.words);
        let mut shown = String::new();
        for line in code.lines() {
            let _ = writeln!(shown, "    {line}");
        }
        let marker = kind.split_whitespace().nth(1);
        let title = EXAMPLES.iter().find(|(known, _)| Some(*known) == marker);
        let bold = self.style(Style::new().bold());
        let _ = match title {
            Some((_, title)) => {
                let language = match kind.split_whitespace().next() {
                    Some("bicep") => ", in Bicep",
                    Some("hcl") => ", in Terraform",
                    _ => "",
                };
                write!(self.examples, "\n{bold}{title}{language}{bold:#}\n\n{shown}")
            }
            None => write!(self.out, "\n{shown}"),
        };
    }

    /// A table in columns, or below each other where they don't fit.
    fn whole_table(&mut self) {
        let mut rows = std::mem::take(&mut self.table);
        rows.retain(|row| !row.is_empty());
        let Some(head) = rows.first().cloned() else { return };
        let widths: Vec<usize> = (0..head.len())
            .map(|at| {
                rows.iter()
                    .filter_map(|row| row.get(at))
                    .map(|cell| columns(cell))
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let whole: usize = widths.iter().sum::<usize>() + 2 * (head.len() + 1);
        self.out.push('\n');
        if whole <= self.width {
            for row in &rows {
                let mut line = String::new();
                for (cell, width) in row.iter().zip(&widths) {
                    let gap = " ".repeat(width.saturating_sub(columns(cell)));
                    let _ = write!(line, "  {cell}{gap}");
                }
                let _ = writeln!(self.out, "{}", line.trim_end());
            }
            return;
        }
        for row in &rows[1..] {
            for (at, (name, cell)) in head.iter().zip(row).enumerate() {
                let lead = if at == 0 { "  - " } else { "    " };
                let _ = writeln!(
                    self.out,
                    "{}",
                    wrap(&format!("{name}: {cell}"), self.width, lead, "      ")
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::manual;
    use crate::console::columns;

    #[test]
    fn every_lint_is_set_in_lines_without_marks() {
        for lint in crate::lints::ALL {
            for width in [40, 80, 100] {
                let page = manual(lint, width, false);
                let (words, _) = page.split_once("\nExample with").expect("each has examples");
                assert!(!page.contains("jsonc") && !page.contains("```"), "{}", lint.id);
                for line in words.lines().filter(|line| !line.starts_with("    ")) {
                    let text = line.trim_start().trim_start_matches("- ");
                    assert!(columns(line) <= width || !text.contains(' '), "{}: {line}", lint.id);
                    let heading = line.trim_start_matches('#').starts_with(' ');
                    let heading = heading && line.starts_with('#');
                    assert!(!heading && !line.contains("]("), "{}: {line}", lint.id);
                }
                // Nothing is lost.
                for word in lint.docs.split(|letter: char| !letter.is_alphanumeric()) {
                    let marker = ["jsonc", "pem", "sh", "xml", "fail", "pass"].contains(&word);
                    assert!(marker || page.contains(word), "{}: {word}", lint.id);
                }
            }
        }
    }

    #[test]
    fn colours_are_ended_where_they_were_begun() {
        for lint in crate::lints::ALL {
            let page = manual(lint, 80, true);
            let begun = page.matches("\u{1b}[").count() - page.matches("\u{1b}[0m").count();
            assert_eq!(begun, page.matches("\u{1b}[0m").count(), "{}", lint.id);
        }
    }
}
