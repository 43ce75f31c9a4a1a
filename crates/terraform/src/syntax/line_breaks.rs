//! Line breaks that mean nothing, because they stand within brackets, as blanks of the same length.
//!
//! Terraform ends an argument at the end of its line, except within `[ ]`, `( )`, `{ for … }` and `${ }`, where line
//! breaks count as blanks ("Whitespace" and "for Expressions" in `hclsyntax/spec.md` of hashicorp/hcl). `hcl-edit` asks for
//! some of those expressions to stand on one line. Each byte keeps its offset, so that places stay true.

use std::ops::Range;

/// What a part of the text stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// A body or an object: line breaks end what is on the line.
    Lines,
    /// Brackets in which line breaks are blanks.
    Brackets,
    /// A string between quotes.
    Quotes,
    /// A template without quotes around it.
    Template,
}

/// Deeper than this nothing is read: the parser ends long before.
const DEEPEST: usize = 500;

/// The text with blanks for the line breaks, and the line comments, that mean nothing; none where there are none, or where
/// brackets or heredocs are beyond reading.
pub(super) fn blanked(text: &str, outermost: Within) -> Option<String> {
    let mut made = text.as_bytes().to_vec();
    let mut walk = Walk { text, at: 0, open: vec![outermost], heredocs: Vec::new() };
    while walk.at < text.len() {
        let blank = walk.step()?;
        made[blank].fill(b' ');
    }
    (made != text.as_bytes()).then(|| String::from_utf8(made).ok()).flatten()
}

/// Behind the string or the brackets that begin here.
pub(super) fn group_end(text: &str, at: usize) -> Option<usize> {
    let mut walk = Walk { text, at, open: vec![Within::Lines], heredocs: Vec::new() };
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
struct Walk<'t> {
    text: &'t str,
    at: usize,
    open: Vec<Within>,
    heredocs: Vec<Heredoc>,
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

impl Walk<'_> {
    /// Goes on by one token, and gives the bytes of it that mean nothing, if any. None when the text is beyond reading.
    fn step(&mut self) -> Option<Range<usize>> {
        if let Some(heredoc) = self.heredocs.pop_if(|heredoc| heredoc.text_end <= self.at) {
            self.open.truncate(heredoc.around);
            self.at = heredoc.end;
            return Some(0..0);
        }
        let bytes = self.text.as_bytes();
        let at = self.at;
        let within = *self.open.last()?;
        if matches!(within, Within::Quotes | Within::Template) {
            self.at = in_template(bytes, at, within, &mut self.open);
            return (self.open.len() < DEEPEST).then_some(0..0);
        }
        let is_bracketed = within == Within::Brackets;
        self.at = token_end(self.text, at);
        let mut blank = 0..0;
        match *bytes.get(at)? {
            b'"' => self.open.push(Within::Quotes),
            b'[' | b'(' => self.open.push(Within::Brackets),
            b'{' if begins_for(self.text, at + 1) => self.open.push(Within::Brackets),
            b'{' => self.open.push(Within::Lines),
            b']' | b')' | b'}' if self.open.len() > 1 => {
                self.open.pop();
            }
            b'\n' | b'\r' if is_bracketed => blank = at..self.at,
            b'#' | b'/' if is_bracketed && is_line_comment(bytes, at) => {
                blank = at..self.at;
            }
            b'<' if heredoc_name(self.text, at).is_some() => {
                let (start, heredoc) = heredoc(self.text, at, self.open.len())?;
                self.at = start;
                self.heredocs.push(heredoc);
                self.open.push(Within::Template);
            }
            _ => {}
        }
        (self.open.len() < DEEPEST).then_some(blank)
    }
}

/// Behind what stands here in a template; what opens or closes is noted.
fn in_template(bytes: &[u8], at: usize, within: Within, open: &mut Vec<Within>) -> usize {
    let rest = &bytes[at..];
    match rest {
        [b'\\', _, ..] if within == Within::Quotes => at + 2,
        [b'$', b'$', b'{', ..] | [b'%', b'%', b'{', ..] => at + 3,
        [b'$' | b'%', b'{', ..] => {
            open.push(Within::Brackets);
            at + 2
        }
        [b'"', ..] if within == Within::Quotes => {
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
    use super::{Within, blanked, group_end};

    #[test]
    fn only_what_means_nothing_becomes_blank() {
        let text = "a = {\n  b = 1 # one\n}\nc = {\n for k in [\n 1] : k => { x = 1\n y = \"z\\\"[${\n k}\"\n } # é\n}\n";
        let made = blanked(text, Within::Lines).expect("there are such");
        assert_eq!(
            made,
            "a = {\n  b = 1 # one\n}\nc = {  for k in [  1] : k => { x = 1\n y = \"z\\\"[${  k}\"\n }      }\n"
        );
        assert_eq!(made.len(), text.len());
        assert_eq!(blanked("a = 1\nb {\n}\n", Within::Lines), None);
        assert_eq!(blanked("a = <<-E\n [\n\n  E\nb = \"[\"\n", Within::Lines), None);
        let text = "a = [<<E\n[\n${ 1\n+ 1 }\n${\"\nE\n, <<F\n\nF\n,\n1]\nb = 1\n";
        let made = blanked(text, Within::Lines).expect("there are such");
        assert_eq!(made, "a = [<<E\n[\n${ 1 + 1 }\n${\"\nE\n, <<F\n\nF\n, 1]\nb = 1\n");
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
            let _ = blanked(text, Within::Lines);
            let _ = blanked(text, Within::Template);
            let _ = blanked(text, Within::Brackets);
        }
        assert_eq!(blanked(&"[\n".repeat(1_000_000), Within::Lines), None);
        assert_eq!(blanked(&"<<A\n${".repeat(100_000), Within::Lines), None);
    }
}
