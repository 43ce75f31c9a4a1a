//! A walk through the tokens of a text: which line breaks mean nothing, because they stand within brackets, and where
//! comments and brackets are.
//!
//! Terraform ends an argument at the end of its line, except within `[ ]`, `( )`, `{ for … }` and `${ }`, where line
//! breaks count as blanks ("Whitespace" and "for Expressions" in `hclsyntax/spec.md` of hashicorp/hcl). `hcl-edit` asks for
//! some of those expressions to stand on one line. Each byte keeps its offset, so that places stay true.

use std::ops::Range;

use traced_values::{Layout, Mark};

/// What a part of the text stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LexicalContext {
    /// A body or an object: line breaks end what is on the line.
    Lines,
    /// Brackets in which line breaks are blanks.
    Brackets,
    /// An expression in a string or template, in which they are too.
    Interpolation,
    /// A string between quotes.
    Quotes,
    /// A template without quotes around it.
    Template,
}

/// Deeper than this nothing is read: the parser ends long before.
const DEEPEST: usize = 500;

/// The text with blanks for the line breaks, and the line comments, that mean nothing; none where there are none, or where
/// brackets or heredocs are beyond reading.
pub(super) fn blanked(text: &str, outermost: LexicalContext) -> Option<String> {
    let mut made = text.as_bytes().to_vec();
    let mut walk = Scanner { text, at: 0, open: vec![outermost], heredocs: Vec::new() };
    while walk.at < text.len() {
        let token = walk.step()?;
        made[token.blank].fill(b' ');
    }
    (made != text.as_bytes()).then(|| String::from_utf8(made).ok()).flatten()
}

/// The comments and brackets of a text, as far as it can be read.
#[must_use]
pub fn layout(text: &str) -> Layout {
    let mut walk = Scanner { text, at: 0, open: vec![LexicalContext::Lines], heredocs: Vec::new() };
    let mut marks = Vec::new();
    while walk.at < text.len() {
        let at = walk.at;
        let Some(token) = walk.step() else { break };
        if let Some(mark) = token.mark {
            // The carriage return of a line break is no part of a comment.
            let end = at + text[at..walk.at].trim_end_matches('\r').len();
            marks.push((mark, at..end));
        }
    }
    Layout::of(marks)
}

/// Behind the string or the brackets that begin here.
pub(super) fn group_end(text: &str, at: usize) -> Option<usize> {
    let mut walk = Scanner { text, at, open: vec![LexicalContext::Lines], heredocs: Vec::new() };
    loop {
        walk.step()?;
        if walk.open.len() == 1 {
            return Some(walk.at);
        }
        if walk.at >= text.len() {
            return None;
        }
    }
}

/// A walk through a text that knows what each part stands in.
struct Scanner<'t> {
    text: &'t str,
    at: usize,
    open: Vec<LexicalContext>,
    heredocs: Vec<Heredoc>,
}

/// What the walk came by.
#[derive(Default)]
struct Token {
    /// The bytes of it that mean nothing, if any.
    blank: Range<usize>,
    mark: Option<Mark>,
}

/// A heredoc that the walk is in.
struct Heredoc {
    /// Where its text ends.
    text_end: usize,
    /// Behind the line that closes it.
    end: usize,
    /// How many brackets are open around it.
    around: usize,
}

impl Scanner<'_> {
    /// Goes on by one token. None when the text is beyond reading.
    fn step(&mut self) -> Option<Token> {
        if let Some(heredoc) = self.heredocs.pop_if(|heredoc| heredoc.text_end <= self.at) {
            self.open.truncate(heredoc.around);
            self.at = heredoc.end;
            return Some(Token::default());
        }
        let bytes = self.text.as_bytes();
        let at = self.at;
        let within = *self.open.last()?;
        if matches!(within, LexicalContext::Quotes | LexicalContext::Template) {
            self.at = in_template(bytes, at, within, &mut self.open);
            return (self.open.len() < DEEPEST).then(Token::default);
        }
        let is_bracketed =
            matches!(within, LexicalContext::Brackets | LexicalContext::Interpolation);
        self.at = token_end(self.text, at);
        let mut token = Token { blank: 0..0, mark: mark(bytes, at) };
        match *bytes.get(at)? {
            b'"' => self.open.push(LexicalContext::Quotes),
            b'[' | b'(' => self.open.push(LexicalContext::Brackets),
            b'{' if begins_for(self.text, at + 1) => self.open.push(LexicalContext::Brackets),
            b'{' => self.open.push(LexicalContext::Lines),
            b']' | b')' | b'}' if self.open.len() > 1 => {
                // What opens an interpolation is no bracket.
                let opened = self.open.pop();
                token.mark = token.mark.filter(|_| opened != Some(LexicalContext::Interpolation));
            }
            b'\n' | b'\r' if is_bracketed => token.blank = at..self.at,
            b'#' | b'/' if is_bracketed && is_line_comment(bytes, at) => {
                token.blank = at..self.at;
            }
            b'<' if heredoc_name(self.text, at).is_some() => {
                let (start, heredoc) = heredoc(self.text, at, self.open.len())?;
                self.at = start;
                self.heredocs.push(heredoc);
                self.open.push(LexicalContext::Template);
            }
            _ => {}
        }
        (self.open.len() < DEEPEST).then_some(token)
    }
}

/// Behind what stands here in a template; what opens or closes is noted.
fn in_template(
    bytes: &[u8],
    at: usize,
    within: LexicalContext,
    open: &mut Vec<LexicalContext>,
) -> usize {
    let rest = &bytes[at..];
    match rest {
        [b'\\', _, ..] if within == LexicalContext::Quotes => at + 2,
        [b'$', b'$', b'{', ..] | [b'%', b'%', b'{', ..] => at + 3,
        [b'$' | b'%', b'{', ..] => {
            open.push(LexicalContext::Interpolation);
            at + 2
        }
        [b'"', ..] if within == LexicalContext::Quotes => {
            open.pop();
            at + 1
        }
        _ => at + 1,
    }
}

/// Behind the comment that begins here, else behind this byte.
fn token_end(text: &str, at: usize) -> usize {
    let rest = &text.as_bytes()[at..];
    if is_line_comment(text.as_bytes(), at) {
        return at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    }
    if rest.starts_with(b"/*") {
        let length = rest.windows(2).skip(2).position(|two| two == b"*/");
        return length.map_or(text.len(), |length| at + length + 4);
    }
    at + 1
}

/// What the token that begins here is to the layout.
fn mark(bytes: &[u8], at: usize) -> Option<Mark> {
    match bytes.get(at)? {
        b'{' | b'[' => Some(Mark::Opening),
        b'}' | b']' => Some(Mark::Closing),
        b'#' => Some(Mark::Comment),
        b'/' if matches!(bytes.get(at + 1), Some(b'/' | b'*')) => Some(Mark::Comment),
        _ => None,
    }
}

fn is_line_comment(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b'#' || bytes[at..].starts_with(b"//")
}

/// The name of the heredoc that begins here, and its text with all that follows.
fn heredoc_name(text: &str, at: usize) -> Option<(&str, &str)> {
    let after = text.get(at..)?.strip_prefix("<<")?;
    let after = after.strip_prefix('-').unwrap_or(after);
    let length = after.find(|letter: char| !is_of_name(letter))?;
    let (name, rest) = after.split_at(length);
    let lines = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    (!name.is_empty()).then_some((name, lines))
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || "_-".contains(letter)
}

/// The heredoc that begins here, and where its text begins. None when it is never closed.
fn heredoc(text: &str, at: usize, around: usize) -> Option<(usize, Heredoc)> {
    let (name, lines) = heredoc_name(text, at)?;
    let start = text.len() - lines.len();
    let mut text_end = start;
    for line in lines.split_inclusive('\n') {
        let behind = line.trim_start().strip_prefix(name);
        if let Some(behind) = behind.filter(|rest| !rest.starts_with(is_of_name)) {
            // The line break belongs to the heredoc; what else follows the name on its line is code again.
            let own = if behind.trim_end().is_empty() { "" } else { behind };
            let end = text_end + line.len() - own.len();
            return Some((start, Heredoc { text_end, end, around }));
        }
        text_end += line.len();
    }
    None
}

/// Whether a `for` comes next.
fn begins_for(text: &str, mut at: usize) -> bool {
    loop {
        let rest = &text[at..];
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        if !(trimmed.starts_with(['#']) || trimmed.starts_with("//") || trimmed.starts_with("/*")) {
            let behind = trimmed.strip_prefix("for").and_then(|rest| rest.chars().next());
            return behind.is_some_and(|next| next.is_whitespace() || "#/".contains(next));
        }
        at = token_end(text, at);
    }
}

#[cfg(test)]
mod tests {
    use super::{LexicalContext, blanked, group_end, layout};

    #[test]
    fn only_what_means_nothing_becomes_blank() {
        let text = "a = {\n  b = 1 # one\n}\nc = {\n for k in [\n 1] : k => { x = 1\n y = \"z\\\"[${\n k}\"\n } # é\n}\n";
        let made = blanked(text, LexicalContext::Lines).expect("there are such");
        assert_eq!(
            made,
            "a = {\n  b = 1 # one\n}\nc = {  for k in [  1] : k => { x = 1\n y = \"z\\\"[${  k}\"\n }      }\n"
        );
        assert_eq!(made.len(), text.len());
        assert_eq!(blanked("a = 1\nb {\n}\n", LexicalContext::Lines), None);
        assert_eq!(blanked("a = <<-E\n [\n\n  E\nb = \"[\"\n", LexicalContext::Lines), None);
        let text = "a = [<<E\n[\n${ 1\n+ 1 }\n${\"\nE\n, <<F\n\nF\n,\n1]\nb = 1\n";
        let made = blanked(text, LexicalContext::Lines).expect("there are such");
        assert_eq!(made, "a = [<<E\n[\n${ 1 + 1 }\n${\"\nE\n, <<F\n\nF\n, 1]\nb = 1\n");
    }

    #[test]
    fn comments_and_brackets_are_known_from_texts() {
        let text = "# one\r\na = \"# ${ { b = [1] } /* two */ }]\"\nc {\n  d = <<E\n// ${ x[0] }\nE\n} // three";
        let found = layout(text);
        let of = |ranges: &[std::ops::Range<usize>]| -> Vec<String> {
            ranges.iter().map(|range| text[range.clone()].to_owned()).collect()
        };
        assert_eq!(of(&found.comments), ["# one", "/* two */", "// three"]);
        let brackets = of(&found.brackets);
        assert_eq!(brackets[..2], ["{ b = [1] }", "[1]"]);
        assert!(brackets[2].starts_with("{\n  d") && brackets[2].ends_with("E\n}"), "{brackets:?}");
        assert_eq!(brackets[3..], ["[0]"]);
        // A text that is never closed hides what looks like a comment in it.
        assert!(layout("a = <<B\n# no\n").comments.is_empty());
    }

    #[test]
    fn groups_end_where_they_are_closed() {
        for (text, rest) in [("(a(\")\")[0]) = 1", " = 1"), ("\"${\"}\"}\\\"\" : 2", " : 2")] {
            assert_eq!(group_end(text, 0).map(|end| &text[end..]), Some(rest));
        }
        assert_eq!(group_end("(a", 0), None);
        assert_eq!(group_end("(\"a", 0), None);
    }

    #[test]
    fn what_is_never_closed_is_no_trouble() {
        for text in
            ["[\n<<E\n", "\"${\n", "/*\n", "{ for #", "}\n])\n", "(\"\\", "[/*/\n", "[\n//é"]
        {
            let _ = blanked(text, LexicalContext::Lines);
            let _ = blanked(text, LexicalContext::Template);
            let _ = blanked(text, LexicalContext::Brackets);
        }
        assert_eq!(blanked(&"[\n".repeat(1_000_000), LexicalContext::Lines), None);
        assert_eq!(blanked(&"<<A\n${".repeat(100_000), LexicalContext::Lines), None);
    }
}
