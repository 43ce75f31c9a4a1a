//! Blotting out the string literals of Bicep files, which may be secrets.

use super::BicepFile;

/// Words in lines of templates whose literals may be secrets.
const TELLING: [&str; 4] = ["secret", "key", "password", "token"];

/// The text with a star for each character of its string literals: of all in parameters files, of those in lines that
/// speak of secrets in templates. Lines and columns stay.
#[must_use]
pub fn without_literals(text: &str, kind: BicepFile) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = Inside::Code;
    for line in text.split_inclusive('\n') {
        let lower = line.to_lowercase();
        let secret = match kind {
            BicepFile::Parameters => !lower.trim_start().starts_with("using"),
            BicepFile::Template => {
                inside == Inside::Lines || TELLING.iter().any(|word| lower.contains(word))
            }
        };
        inside = blot(line, inside, secret, &mut out);
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Code,
    /// A comment between `/*` and `*/`.
    Comment,
    /// A literal in single quotes, which ends with its line at the latest.
    Line,
    /// A literal between three quotes.
    Lines,
}

fn blot(line: &str, mut inside: Inside, secret: bool, out: &mut String) -> Inside {
    let mut rest = line;
    while let Some(letter) = rest.chars().next() {
        let (mark, next) = match inside {
            Inside::Code if rest.starts_with("//") => {
                out.push_str(rest);
                return Inside::Code;
            }
            Inside::Code if rest.starts_with("/*") => ("/*", Inside::Comment),
            Inside::Code if rest.starts_with("'''") => ("'''", Inside::Lines),
            Inside::Code if letter == '\'' => ("'", Inside::Line),
            Inside::Comment if rest.starts_with("*/") => ("*/", Inside::Code),
            Inside::Lines if rest.starts_with("'''") => ("'''", Inside::Code),
            Inside::Line if letter == '\'' => ("'", Inside::Code),
            Inside::Line if letter == '\n' => ("\n", Inside::Code),
            _ => ("", inside),
        };
        inside = next;
        if !mark.is_empty() {
            out.push_str(mark);
            rest = &rest[mark.len()..];
            continue;
        }
        let literal = matches!(inside, Inside::Line | Inside::Lines);
        let escaped = inside == Inside::Line && letter == '\\';
        let length = if escaped {
            1 + rest[1..].chars().next().filter(|next| *next != '\n').map_or(0, char::len_utf8)
        } else {
            letter.len_utf8()
        };
        for letter in rest[..length].chars() {
            if literal && secret && letter != '\n' && letter != '\r' {
                out.push_str(&"*".repeat(letter.len_utf16()));
            } else {
                out.push(letter);
            }
        }
        rest = &rest[length..];
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::{BicepFile, without_literals};

    #[test]
    fn literals_of_parameters_are_blotted_out() {
        let text = "using 'main.bicep'\r\n// don't\nparam a = 'it\\'s' /* 'x */\nparam b = '''\nkey'\n'''\nparam c = 'open\nparam d = 1\n";
        let wanted = "using 'main.bicep'\r\n// don't\nparam a = '*****' /* 'x */\nparam b = '''\n****\n'''\nparam c = '****\nparam d = 1\n";
        assert_eq!(without_literals(text, BicepFile::Parameters), wanted);
    }

    #[test]
    fn of_templates_only_those_that_may_be_secret() {
        let text = "param region string = 'we'\nsharedKey: 'hunter2'\n";
        let wanted = "param region string = 'we'\nsharedKey: '*******'\n";
        assert_eq!(without_literals(text, BicepFile::Template), wanted);
    }
}
