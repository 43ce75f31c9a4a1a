//! Suppressions in comments: `// gatelint: allow(lint-id) why`.

use std::ops::Range;

use arm_template::{SourceId, Span};
use jiff::civil::Date;

use super::allow::{Allow, Misread, SuppressionScope};
use crate::source::Language;

const HELP: &str = "write gatelint: allow(lint-id) and, behind the bracket, the reason";

/// The suppressions in the comments of a text.
///
/// A comment behind something holds for its own line; one before everything else in its line holds for the next line
/// that has something. Objects and lists that begin in that line are covered to their ends.
pub(super) fn find(
    text: &str,
    (source, language): (SourceId, Language),
    allows: &mut Vec<Allow<'_>>,
    misread: &mut Vec<Misread>,
) {
    let lexed = Lexed::of(text, language);
    let span = |range: Range<usize>| {
        let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Span::new(source, at(range.start), at(range.end))
    };
    for comment in &lexed.comments {
        let Some(body) = body(text, comment) else { continue };
        let place = span(body.start..comment.end);
        let Some(directive) = Directive::of(text, body) else {
            misread.push(Misread { span: place, help: HELP });
            continue;
        };
        let reach = span(lexed.reach(text, comment));
        let single = directive.names.len() == 1;
        let removal = single.then(|| span(removal(text, comment)));
        for name in directive.names {
            allows.push(Allow {
                name: text[name.clone()].to_owned(),
                span: span(name),
                removal,
                reason: directive.reason.clone(),
                until: directive.until,
                reach: SuppressionScope::Stretch(reach),
                used: false,
            });
        }
    }
}

/// What a comment says, from `gatelint:` on, when it says that.
fn body(text: &str, comment: &Range<usize>) -> Option<Range<usize>> {
    let whole = &text[comment.clone()];
    let mark = if whole.starts_with('#') { 1 } else { 2 };
    let inside = &whole[mark..];
    let inside =
        if whole.starts_with("/*") { inside.strip_suffix("*/").unwrap_or(inside) } else { inside };
    let start = inside.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '*');
    let from = comment.start + mark + (inside.len() - start.len());
    let to = comment.start + mark + inside.trim_end().len();
    start
        .get(..9)
        .is_some_and(|word| word.eq_ignore_ascii_case("gatelint:"))
        .then_some(from..to.max(from))
}

/// `gatelint: allow(a, b-*, until 2027-01-31) reason`.
struct Directive {
    names: Vec<Range<usize>>,
    reason: Option<String>,
    until: Option<Date>,
}

impl Directive {
    fn of(text: &str, body: Range<usize>) -> Option<Self> {
        let words = text[body.clone()].get(9..)?;
        let rest = words.trim_start().strip_prefix("allow")?.trim_start().strip_prefix('(')?;
        let (list, reason) = rest.split_once(')')?;
        let mut at = body.end - rest.len();
        let mut names = Vec::new();
        let mut until = None;
        for entry in list.split(',') {
            let name = entry.trim();
            let start = at + (entry.len() - entry.trim_start().len());
            at += entry.len() + 1;
            match name.strip_prefix("until ") {
                Some(day) => until = Some(day.trim().parse().ok()?),
                None if name.is_empty() || name.contains(char::is_whitespace) => return None,
                None => names.push(start..start + name.len()),
            }
        }
        let reason = reason
            .split(|letter: char| letter.is_whitespace() || letter == '*')
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        let reason = reason.trim_start_matches([':', '-', '\u{2013}', ' ']).to_owned();
        (!names.is_empty()).then(|| Self {
            names,
            reason: (!reason.is_empty()).then_some(reason),
            until,
        })
    }
}

/// The comments and brackets of a text.
#[derive(Debug, Default)]
struct Lexed {
    comments: Vec<Range<usize>>,
    /// From an opening bracket to behind its closing one, in the order they open.
    brackets: Vec<Range<usize>>,
}

impl Lexed {
    fn of(text: &str, language: Language) -> Self {
        let is_terraform = language == Language::Terraform;
        let bytes = text.as_bytes();
        let mut lexed = Self::default();
        let mut open = Vec::new();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let end = match byte {
                b'"' => string_end(bytes, at),
                b'\'' if !is_terraform => string_end(bytes, at),
                b'#' if is_terraform => line_end(bytes, at),
                b'<' if is_terraform => heredoc_end(text, at).unwrap_or(at + 1),
                b'/' if bytes.get(at + 1) == Some(&b'/') => line_end(bytes, at),
                b'/' if bytes.get(at + 1) == Some(&b'*') => {
                    memchr::memmem::find(&bytes[at + 2..], b"*/")
                        .map_or(bytes.len(), |len| at + 2 + len + 2)
                }
                b'{' | b'[' => {
                    open.push(at);
                    at + 1
                }
                b'}' | b']' => {
                    lexed.brackets.extend(open.pop().map(|start| start..at + 1));
                    at + 1
                }
                _ => at + 1,
            };
            if *byte == b'/' && end > at + 1 || *byte == b'#' && is_terraform {
                lexed.comments.push(at..end);
            }
            at = end;
        }
        lexed.brackets.sort_unstable_by_key(|bracket| bracket.start);
        lexed
    }

    /// The stretch that a comment speaks about.
    fn reach(&self, text: &str, comment: &Range<usize>) -> Range<usize> {
        let target = if is_behind_something(text, comment) {
            comment.start
        } else {
            self.next_token(text, comment.end)
        };
        let line = line_of(text, target);
        let from = self.brackets.partition_point(|bracket| bracket.start < line.start);
        let opened = self.brackets[from..].iter().take_while(|bracket| bracket.start < line.end);
        let end = opened.map(|bracket| bracket.end).max().unwrap_or(line.end);
        line.start..end.max(line.end)
    }

    /// The first byte from here on that is neither white space nor in a comment.
    fn next_token(&self, text: &str, mut at: usize) -> usize {
        loop {
            let rest = &text[at..];
            at += rest.len() - rest.trim_start().len();
            match self.comments.binary_search_by_key(&at, |comment| comment.start) {
                Ok(found) => at = self.comments[found].end,
                Err(_) => return at,
            }
        }
    }
}

/// What to take away so that a comment is gone: its line when it is alone there, else the space before it too.
fn removal(text: &str, comment: &Range<usize>) -> Range<usize> {
    let line = line_of(text, comment.start);
    let alone = !is_behind_something(text, comment)
        && text[comment.end..].lines().next().unwrap_or_default().trim().is_empty();
    if alone {
        let behind = line_of(text, comment.end).end;
        let rest = &text[behind..];
        let newline = rest.len()
            - rest.strip_prefix("\r\n").or(rest.strip_prefix('\n')).unwrap_or(rest).len();
        return line.start..behind + newline;
    }
    let before = &text[line.start..comment.start];
    line.start + before.trim_end().len()..comment.end
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |length| at + length)
}

/// Behind the text between `<<END` and a line that says `END`, when such a text begins here; one that is never closed goes on
/// to the end.
fn heredoc_end(text: &str, at: usize) -> Option<usize> {
    let after = text.get(at..)?.strip_prefix("<<")?;
    let (name, _) = after.strip_prefix('-').unwrap_or(after).split_once('\n')?;
    let name = name.trim_end();
    let is_name = !name.is_empty()
        && name.chars().all(|letter| letter.is_alphanumeric() || "_-".contains(letter));
    if !is_name {
        return None;
    }
    let mut end = at + text[at..].find('\n')? + 1;
    for line in text[end..].split_inclusive('\n') {
        end += line.len();
        if line.trim() == name {
            break;
        }
    }
    Some(end)
}

/// Behind a string's closing quote.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let mut at = start + 1;
    while let Some(found) = memchr::memchr2(quote, b'\\', &bytes[at..]) {
        at += found + 1;
        if bytes[at - 1] == quote {
            return at;
        }
        at += 1;
        if at >= bytes.len() {
            break;
        }
    }
    bytes.len()
}

fn is_behind_something(text: &str, comment: &Range<usize>) -> bool {
    let line = line_of(text, comment.start);
    !text[line.start..comment.start].trim().is_empty()
}

/// The line of a byte, without its line break.
fn line_of(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |found| found + 1);
    let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |found| at + found);
    start..if bytes[..end].ends_with(b"\r") { (end - 1).max(at) } else { end }
}

#[cfg(test)]
mod tests {
    use arm_template::SourceId;

    use super::super::allow::{Allow, Misread, SuppressionScope};
    use super::find;
    use crate::source::Language;

    fn found(text: &str) -> (Vec<Allow<'static>>, Vec<Misread>) {
        found_in(text, Language::Document)
    }

    fn found_in(text: &str, language: Language) -> (Vec<Allow<'static>>, Vec<Misread>) {
        let (mut allows, mut misread) = (Vec::new(), Vec::new());
        find(text, (SourceId(0), language), &mut allows, &mut misread);
        (allows, misread)
    }

    #[test]
    fn terraform_has_comments_of_its_own_and_texts_without_any() {
        let text = "# gatelint: allow(x) it's old\nresource \"a\" \"b\" {\n  c = <<-EOT\n    # gatelint: allow(y) no\n    don't\n    EOT\n  d = 1 // gatelint: allow(z) r\n}\n";
        let (allows, misread) = found_in(text, Language::Terraform);
        assert!(misread.is_empty());
        let names: Vec<&str> = allows.iter().map(|allow| allow.name.as_str()).collect();
        assert_eq!(names, ["x", "z"]);
        assert_eq!(allows[0].reason.as_deref(), Some("it's old"));
        assert!(covered(text, &allows[0]).ends_with("r\n}"));
        assert!(found(text).0.iter().all(|allow| allow.name != "x"));
        let never_closed = "a = <<B\n<<C\n# gatelint: allow(x) within a text\n";
        assert!(found_in(never_closed, Language::Terraform).0.is_empty());
    }

    fn covered<'a>(text: &'a str, allow: &Allow<'_>) -> &'a str {
        match &allow.reach {
            SuppressionScope::Stretch(span) => &text[span.range()],
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn names_reasons_and_days_are_read() {
        let text = "// gatelint: allow(sku-a, dns-*, until 2027-01-31) the hub is old\n{}";
        let (allows, misread) = found(text);
        assert!(misread.is_empty());
        let names: Vec<&str> = allows.iter().map(|allow| allow.name.as_str()).collect();
        assert_eq!(names, ["sku-a", "dns-*"]);
        assert_eq!(&text[allows[1].span.range()], "dns-*");
        assert_eq!(allows[0].reason.as_deref(), Some("the hub is old"));
        assert_eq!(allows[0].until.expect("a day").to_string(), "2027-01-31");
        let block = "/*\n * gatelint: allow(x):\n *   two\n *   lines\n */ {}";
        assert_eq!(found(block).0[0].reason.as_deref(), Some("two lines"));
        assert_eq!(found("// gatelint: allow(x)\n{}").0[0].reason, None);
    }

    #[test]
    fn what_looks_like_one_and_is_none_is_said() {
        for text in [
            "// gatelint: allow x",
            "// gatelint: allow()",
            "// gatelint: deny(x)",
            "// gatelint: allow(two words)",
            "// gatelint: allow(x, until tomorrow)",
            "// gatelint:",
        ] {
            let (allows, misread) = found(text);
            assert!(allows.is_empty() && misread.len() == 1, "{text}");
        }
        for text in [
            "{ \"a\": \"// gatelint: allow(x)\" }",
            "// about gatelint: allow(x)",
            "{ \"u\": \"http://x\" }",
        ] {
            let (allows, misread) = found(text);
            assert!(allows.is_empty() && misread.is_empty(), "{text}");
        }
    }

    #[test]
    fn a_comment_holds_for_its_line_or_the_next_and_what_begins_there() {
        let text = "{\n  \"a\": 1, // gatelint: allow(x) r\n  // gatelint: allow(y) r\n\n  // more\n  \"b\": {\n    \"c\": [1,\n 2] },\n  \"d\": 4\n}";
        let (allows, _) = found(text);
        assert_eq!(covered(text, &allows[0]), "  \"a\": 1, // gatelint: allow(x) r");
        assert_eq!(covered(text, &allows[1]), "  \"b\": {\n    \"c\": [1,\n 2] }");
        let top = "// gatelint: allow(x) r\r\n{ \"a\": \"}\",\r\n  \"b\": 1 }\r\n";
        assert_eq!(covered(top, &found(top).0[0]), "{ \"a\": \"}\",\r\n  \"b\": 1 }");
        let end = "{}\n// gatelint: allow(x) r";
        assert_eq!(covered(end, &found(end).0[0]), "// gatelint: allow(x) r");
    }

    #[test]
    fn a_comment_is_taken_away_with_its_line_when_it_is_alone() {
        for (text, left) in [
            ("{\r\n  // gatelint: allow(x)\r\n  \"a\": 1 }", "{\r\n  \"a\": 1 }"),
            ("{ \"a\": 1 // gatelint: allow(x)\n}", "{ \"a\": 1\n}"),
            ("{ /* gatelint: allow(x) */ \"a\": 1 }", "{ \"a\": 1 }"),
            ("{}\n// gatelint: allow(x)", "{}\n"),
        ] {
            let removal = found(text).0[0].removal.expect("it is one name").range();
            assert_eq!(format!("{}{}", &text[..removal.start], &text[removal.end..]), left);
        }
        assert!(found("// gatelint: allow(x, y)\n{}").0[0].removal.is_none());
    }
}
