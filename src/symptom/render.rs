//! A symptom as plain text, wrapped for a terminal.

use std::fmt::Write;

use anstyle::Style;

use super::catalogue::{Config, Symptom};
use crate::console::wrap;

/// A page in the making.
struct SymptomPage {
    text: String,
    width: usize,
    colour: bool,
}

/// The symptom as text with headings, at most so many columns wide where words allow.
#[must_use]
pub fn render(symptom: &Symptom, width: usize, colour: bool) -> String {
    let mut page = SymptomPage { text: String::new(), width, colour };
    let bold = page.bold();
    let _ = writeln!(page.text, "{bold}{}{bold:#}", symptom.id());
    paragraph(&mut page, "", symptom.title());
    seen_as(&mut page, symptom);
    heading(&mut page, "What it means");
    paragraph(&mut page, "  ", symptom.meaning());
    causes(&mut page, symptom);
    if !symptom.client_steps().is_empty() {
        heading(&mut page, "What to do");
        for step in symptom.client_steps() {
            paragraph(&mut page, "  - ", step);
        }
    }
    heading(&mut page, "Sources");
    for source in symptom.sources() {
        paragraph(&mut page, "  - ", &source.name);
        paragraph(&mut page, "    ", &source.at);
    }
    page.text
}

impl SymptomPage {
    fn bold(&self) -> Style {
        if self.colour { Style::new().bold() } else { Style::new() }
    }
}

fn seen_as(page: &mut SymptomPage, symptom: &Symptom) {
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

fn causes(page: &mut SymptomPage, symptom: &Symptom) {
    heading(page, "Causes, most likely first");
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
            "Configuration and files show some of the causes; the others are on the client or in Azure."
        }
        Config::No if symptom.commands().is_empty() => {
            "Nothing: configuration can't show the cause."
        }
        Config::No => "Configuration gives only a hint.",
    };
    paragraph(page, "  ", told);
}

fn heading(page: &mut SymptomPage, text: &str) {
    // Writing to a String can't fail.
    let bold = page.bold();
    let _ = write!(page.text, "\n{bold}{text}{bold:#}\n");
}

/// Adds a paragraph: the lead before its first line, as many spaces before the others.
fn paragraph(page: &mut SymptomPage, lead: &str, text: &str) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let indent = " ".repeat(lead.chars().count());
    page.text.push_str(&wrap(&text, page.width, lead, &indent));
    page.text.push('\n');
}
