//! Line breaks that mean nothing, because they stand within brackets, as blanks of the same length.
//!
//! Terraform ends an argument at the end of its line, except within `[ ]`, `( )`, `{ for … }` and `${ }`, where line
//! breaks count as blanks ("Whitespace" and "for Expressions" in `hclsyntax/spec.md` of hashicorp/hcl). `hcl-edit` asks for
//! some of those expressions to stand on one line. Each byte keeps its offset, so that places stay true.

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

/// The text with blanks for the line breaks, and the line comments, that mean nothing; none where there are none.
pub(super) fn blanked(text: &str, outermost: Within) -> Option<String> {
    let bytes = text.as_bytes();
    let mut made = bytes.to_vec();
    let mut open = vec![outermost];
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let within = open.last().copied().unwrap_or(outermost);
        at = match within {
            Within::Quotes | Within::Template => in_template(bytes, at, within, &mut open),
            Within::Lines | Within::Brackets => {
                let end = token_end(text, at);
                match byte {
                    b'"' => open.push(Within::Quotes),
                    b'[' | b'(' => open.push(Within::Brackets),
                    b'{' if begins_for(text, at + 1) => open.push(Within::Brackets),
                    b'{' => open.push(Within::Lines),
                    b']' | b')' | b'}' if open.len() > 1 => {
                        open.pop();
                    }
                    b'\n' | b'\r' if within == Within::Brackets => made[at] = b' ',
                    _ if within == Within::Brackets && is_line_comment(bytes, at) => {
                        made[at..end].fill(b' ');
                    }
                    _ => {}
                }
                end
            }
        };
    }
    (made != bytes).then(|| String::from_utf8(made).ok()).flatten()
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

/// Behind the comment or the heredoc that begins here, else behind this byte.
fn token_end(text: &str, at: usize) -> usize {
    let rest = &text.as_bytes()[at..];
    if is_line_comment(text.as_bytes(), at) {
        return at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    }
    if rest.starts_with(b"/*") {
        let length = rest.windows(2).skip(2).position(|two| two == b"*/");
        return length.map_or(text.len(), |length| at + length + 4);
    }
    heredoc_end(text, at).unwrap_or(at + 1)
}

fn is_line_comment(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b'#' || bytes[at..].starts_with(b"//")
}

/// Behind the line that closes a heredoc, its line break included, where one begins here and is closed.
fn heredoc_end(text: &str, at: usize) -> Option<usize> {
    let after = text.get(at..)?.strip_prefix("<<")?;
    let (name, lines) = after.strip_prefix('-').unwrap_or(after).split_once('\n')?;
    let name = name.trim_end();
    let is_name = |letter: char| letter.is_alphanumeric() || "_-".contains(letter);
    if name.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    let mut end = text.len() - lines.len();
    for line in lines.split_inclusive('\n') {
        // What follows the name on its line, such as a comma, is code again.
        let own = line.trim_start();
        let behind = own.strip_prefix(name);
        if let Some(behind) = behind.filter(|rest| !rest.starts_with(is_name)) {
            let newline = if behind.trim_end().is_empty() { behind.len() } else { 0 };
            return Some(end + (line.len() - behind.len()) + newline);
        }
        end += line.len();
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
    use super::{Within, blanked};

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
    }
}
