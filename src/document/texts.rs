//! The JSON documents in a text: one, several after each other, or some between the lines that commands print around them.

use std::ops::Range;

/// How deep documents may nest before they are left alone; the parser refuses far less.
const DEEPEST: usize = 4096;

/// How many brackets that nothing closes are followed to the end of the text.
const OPEN: usize = 64;

/// Whether a text begins as JSON does: with a bracket or a comment.
#[must_use]
pub fn begins_as_json(text: &str) -> bool {
    let start = text.trim_start_matches(|first: char| first.is_whitespace() || first == '\u{feff}');
    start.starts_with(['{', '[']) || start.starts_with("//") || start.starts_with("/*")
}

/// Where the objects and lists are that begin at the start of a line, or behind the name of a logger, as `az --debug`
/// writes the bodies of its requests and answers: `DEBUG: cli.azure.cli.core.sdk.policies: {…}`.
///
/// What is not closed is left out. Whether they are JSON is not looked at.
#[must_use]
pub fn documents(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut at, mut open) = (0, 0);
    while at < text.len() && open < OPEN {
        let line = text[at..].split('\n').next().unwrap_or_default();
        let Some(start) = opening(line).map(|column| at + column) else {
            at += line.len() + 1;
            continue;
        };
        if let Some(length) = end_of_value(&text.as_bytes()[start..]) {
            found.push(start..start + length);
            at = start + length;
        } else {
            at += line.len() + 1;
            open += 1;
        }
    }
    found
}

/// The text without those documents: what stands around them.
pub(crate) fn around<'a>(
    text: &'a str,
    documents: &[Range<usize>],
) -> impl Iterator<Item = &'a str> {
    let starts = std::iter::once(0).chain(documents.iter().map(|it| it.end));
    let ends = documents.iter().map(|it| it.start).chain([text.len()]);
    let between: Vec<&str> = starts.zip(ends).map(|(start, end)| &text[start..end]).collect();
    between.into_iter().flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty())
}

/// The column at which a document begins in a line.
fn opening(line: &str) -> Option<usize> {
    let bare =
        line.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    let indent = line.len() - bare.len();
    if bare.starts_with(['{', '[']) {
        return Some(indent);
    }
    let logger = ["DEBUG: ", "INFO: ", "cli.", "urllib3.", "msrest.", "azure."];
    let logged = logger.iter().any(|start| bare.starts_with(start));
    let at = [": {", ": ["].into_iter().filter_map(|mark| line.find(mark)).min()?;
    logged.then_some(at + 2)
}

/// The length of the object or list that begins here.
fn end_of_value(bytes: &[u8]) -> Option<usize> {
    let mut open = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at += string(&bytes[at..])?,
            b'/' if bytes[at..].starts_with(b"//") => {
                at += memchr::memchr(b'\n', &bytes[at..])?;
            }
            b'/' if bytes[at..].starts_with(b"/*") => {
                at += memchr::memmem::find(&bytes[at..], b"*/")? + 2;
            }
            bracket @ (b'{' | b'[') => {
                open.push(bracket);
                if open.len() > DEEPEST {
                    return None;
                }
                at += 1;
            }
            bracket @ (b'}' | b']') => {
                let fits = match open.pop()? {
                    b'{' => bracket == b'}',
                    _ => bracket == b']',
                };
                if !fits {
                    return None;
                }
                at += 1;
                if open.is_empty() {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
    None
}

/// The length of the string that begins here, quotes included.
fn string(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::{around, begins_as_json, documents};

    fn found(text: &str) -> Vec<&str> {
        documents(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn documents_are_found_one_after_the_other() {
        assert_eq!(found("{\"a\": 1}\n{\"b\": [2]}"), ["{\"a\": 1}", "{\"b\": [2]}"]);
        assert_eq!(found("[1]\n\n  [2] [3]\n"), ["[1]", "[2]", "[3]"]);
        assert_eq!(found("{\"a\": \"}\\\"{\"} // }\n{}"), ["{\"a\": \"}\\\"{\"}", "{}"]);
        assert_eq!(found("{ /* } */ }"), ["{ /* } */ }"]);
        assert_eq!(found("{ // }\n }"), ["{ // }\n }"]);
        for open in ["{", "[}", "{\"a", "{\"a\\", "/* {} "] {
            assert!(found(open).is_empty(), "{open}");
        }
    }

    #[test]
    fn lines_of_commands_stand_around_them() {
        let text = "WARNING: This command is in preview\nYou have 2 updates\n{\"a\": 1}\nbye\n";
        assert_eq!(found(text), ["{\"a\": 1}"]);
        let ranges = documents(text);
        let lines: Vec<&str> = around(text, &ranges).collect();
        assert_eq!(lines, ["WARNING: This command is in preview", "You have 2 updates", "bye"]);
        let log = "DEBUG: cli.azure.cli.core.sdk.policies: Request body:\n\
                   DEBUG: cli.azure.cli.core.sdk.policies: {\"location\": \"westeurope\"}\n\
                   key: {not: json}\n";
        assert_eq!(found(log), ["{\"location\": \"westeurope\"}"]);
        assert!(begins_as_json("\u{feff} // why\n{}") && !begins_as_json("WARNING: {}"));
    }
}
