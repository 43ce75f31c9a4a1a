//! Suppressions in comments: `// gatelint: allow(lint-id) why`.

use std::ops::Range;

use arm_template::{SourceId, Span};
use jiff::civil::Date;
use traced_values::Layout;

use super::allow::{Allow, Misread, SuppressionScope};
use crate::document::layout;
use crate::source::Source;

const HELP: &str = "write gatelint: allow(lint-id), followed by the reason";

/// The suppressions in the comments of a source.
///
/// A comment behind something holds for its own line; one before everything else in its line holds for the next line
/// that has something. Objects and lists that begin in that line are covered to their ends.
pub(super) fn find(
    written: &Source,
    source: SourceId,
    allows: &mut Vec<Allow<'_>>,
    misread: &mut Vec<Misread>,
) {
    let text = &*written.text;
    let layout = layout(written);
    let span = |range: Range<usize>| {
        let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Span::new(source, at(range.start), at(range.end))
    };
    for comment in &layout.comments {
        let Some(body) = body(text, comment) else { continue };
        let place = span(body.start..comment.end);
        let Some(directive) = Directive::of(text, body) else {
            misread.push(Misread { span: place, help: HELP });
            continue;
        };
        let reach = span(reach(text, &layout, comment));
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

/// The stretch that a comment speaks about.
fn reach(text: &str, layout: &Layout, comment: &Range<usize>) -> Range<usize> {
    let target = if is_behind_something(text, comment) {
        comment.start
    } else {
        next_token(text, layout, comment.end)
    };
    let line = line_of(text, target);
    let from = layout.brackets.partition_point(|bracket| bracket.start < line.start);
    let opened = layout.brackets[from..].iter().take_while(|bracket| bracket.start < line.end);
    let end = opened.map(|bracket| bracket.end).max().unwrap_or(line.end);
    line.start..end.max(line.end)
}

/// The first byte from here on that is neither white space nor in a comment.
fn next_token(text: &str, layout: &Layout, mut at: usize) -> usize {
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start().len();
        match layout.comments.binary_search_by_key(&at, |comment| comment.start) {
            Ok(found) => at = layout.comments[found].end,
            Err(_) => return at,
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
    use crate::source::{Language, source};

    fn found(text: &str) -> (Vec<Allow<'static>>, Vec<Misread>) {
        found_in(text, Language::Document)
    }

    fn found_in(text: &str, language: Language) -> (Vec<Allow<'static>>, Vec<Misread>) {
        let (mut allows, mut misread) = (Vec::new(), Vec::new());
        let source = source("main.json".to_owned(), text.as_bytes().to_vec());
        find(&source.in_language(language), SourceId(0), &mut allows, &mut misread);
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
            let (allows, misread) = found(&format!("{text}\n{{}}"));
            assert!(allows.is_empty() && misread.len() == 1, "{text}");
        }
        for text in [
            "{ \"a\": \"// gatelint: allow(x)\" }",
            "// about gatelint: allow(x)\n{}",
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
