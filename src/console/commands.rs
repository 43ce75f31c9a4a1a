//! What CI systems would read out of a log as commands, written so that none of them does.
//!
//! GitHub Actions obeys `::name …::` at the beginning of a line, behind white space too, and `##[name …]` anywhere in
//! it. Azure Pipelines obeys `##vso[…]` anywhere and formats what begins with `##[…]`; `TeamCity` obeys `##teamcity[…]`.
//! Sources: `ActionCommand` of actions/runner, `Command` of microsoft/azure-pipelines-agent, `TeamCity`'s manual on
//! service messages. A container sees none of the variables by which a CI system is told, so this holds everywhere.

use std::borrow::Cow;
use std::fmt::Write as _;

/// One line of a text for people, without its line break, from which no command is read.
pub(super) fn disarmed(line: &str) -> Cow<'_, str> {
    let inside = if line.contains("##") { without_marks(line, "# #") } else { Cow::Borrowed(line) };
    match command_start(&inside) {
        Some(at) => Cow::Owned(format!("{}: {}", &inside[..at], &inside[at + 1..])),
        None => inside,
    }
}

/// JSON from which no command is read, and which means the same; what is hidden is written out in its strings.
pub(super) fn json(text: &str) -> Cow<'_, str> {
    let text = without_marks(text, "#\\u0023");
    // Line breaks and tabs stand between the values only: in strings JSON has them written out.
    if !text.chars().any(|letter| crate::visible::is_hidden(letter) && !"\n\t".contains(letter)) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if crate::visible::is_hidden(letter) && !"\n\t".contains(letter) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(letter);
        }
    }
    Cow::Owned(out)
}

/// XML or HTML from which no command is read, and which means the same where no script and no style stands.
#[must_use]
pub(crate) fn markup(text: &str) -> Cow<'_, str> {
    let text = without_marks(text, "#&#35;");
    if !text.lines().any(|line| command_start(line).is_some()) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 8);
    for line in text.split_inclusive('\n') {
        match command_start(line) {
            Some(at) => {
                out.push_str(&line[..at]);
                out.push_str("&#58;");
                out.push_str(&line[at + 1..]);
            }
            None => out.push_str(line),
        }
    }
    Cow::Owned(out)
}

/// Where the `::` of a workflow command stands in a line. There is none without a second `::`, as in the address `::1`,
/// and none in `::: name`, as snippets have it.
fn command_start(line: &str) -> Option<usize> {
    let at = line.len() - line.trim_start().len();
    let rest = line[at..].strip_prefix("::")?;
    (!rest.starts_with(':') && rest.contains("::")).then_some(at)
}

/// The text with each `##` that stands before letters and a bracket replaced.
fn without_marks<'a>(text: &'a str, other: &str) -> Cow<'a, str> {
    let is_mark = |at: usize| {
        let rest = &text[at + 2..];
        rest.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).starts_with('[')
    };
    let marks: Vec<usize> = (0..text.len().saturating_sub(2))
        .filter(|at| text.as_bytes()[*at..].starts_with(b"##") && is_mark(*at))
        .collect();
    if marks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + marks.len() * other.len());
    let mut from = 0;
    for at in marks {
        out.push_str(&text[from..at]);
        out.push_str(other);
        from = at + 2;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{disarmed, json, markup};

    #[test]
    fn no_line_is_a_command() {
        for (line, shown) in [
            ("4 | ##vso[task.setvariable]x", "4 | # #vso[task.setvariable]x"),
            ("::add-mask::x", ": :add-mask::x"),
            ("\u{2003} ::error file=a::b", "\u{2003} : :error file=a::b"),
            ("###[group]a ##TeamCity[b", "## #[group]a # #TeamCity[b"),
            ("a ::add-mask::x", "a ::add-mask::x"),
            (" ::: a::b.json:1:1", " ::: a::b.json:1:1"),
            ("::1 and ##", "::1 and ##"),
        ] {
            assert_eq!(disarmed(line), shown);
        }
    }

    #[test]
    fn documents_keep_their_meaning() {
        let text = "{ \"a\": \"##vso[a ##[b \u{7f}\u{202e}\u{e0001}\",\n\t\"b\": \"# ##\" }";
        let safe = json(text);
        assert!(!safe.contains("##vso[") && !safe.contains("##[") && safe.is_ascii(), "{safe}");
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
        assert_eq!(value(&safe), value(text));
        assert_eq!(
            markup("<a b=\"##vso[c]\">\n ::d::e</a>"),
            "<a b=\"#&#35;vso[c]\">\n &#58;:d::e</a>"
        );
    }
}
