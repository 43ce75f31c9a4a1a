//! What the `bicep` command says when it refuses a file.

use std::fmt;
use std::path::Path;

/// The longest message that is repeated, in characters.
const LONGEST: usize = 400;

/// The first error of a file, with its place when it is in the file itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    message: String,
    /// Line and column, from 1; the column counts UTF-16 code units.
    place: Option<(usize, usize)>,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// A line `path(line,column) : Error BCP018: message`.
struct Diagnostic<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    code: &'a str,
    message: &'a str,
}

impl Complaint {
    /// Reads what was written to standard error; nothing when nothing of use was.
    pub(super) fn read(subcommand: &str, file: &Path, written: &str) -> Option<Self> {
        let lines = || written.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut errors = lines().filter_map(Diagnostic::of);
        let Some(first) = errors.next() else {
            let line = lines().find(|line| !line.contains(") : Warning "))?;
            return Some(Self {
                message: tidy(&format!("bicep {subcommand} failed: {line}")),
                place: None,
            });
        };
        let more = match errors.count() {
            0 => String::new(),
            1 => ", and 1 more error".to_owned(),
            count => format!(", and {count} more errors"),
        };
        let here = is_same(first.path, file);
        let place = if here {
            String::new()
        } else {
            let name = Path::new(first.path).file_name().unwrap_or_default().to_string_lossy();
            format!("{name}:{}:{}: ", first.line, first.column)
        };
        let said = tidy(&without_values(first.message));
        Some(Self {
            message: format!("bicep {subcommand} failed: {place}{}: {said}{more}", first.code),
            place: here.then_some((first.line, first.column)),
        })
    }

    /// It failed without a word.
    pub(super) fn silent(subcommand: &str, how: &str) -> Self {
        Self { message: format!("bicep {subcommand} {how}"), place: None }
    }

    /// The place in the text of the file, as a range of bytes.
    #[must_use]
    pub fn range(&self, text: &str) -> Option<std::ops::Range<usize>> {
        let (line, column) = self.place?;
        let whole = text.split_inclusive('\n').nth(line.checked_sub(1)?)?;
        let start = whole.as_ptr() as usize - text.as_ptr() as usize;
        let inside = whole.trim_end_matches(['\r', '\n']);
        let (mut units, mut at) = (1, inside.len());
        for (byte, letter) in inside.char_indices() {
            if units >= column {
                at = byte;
                break;
            }
            units += letter.len_utf16();
        }
        let word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let rest = &inside[at..];
        let length = rest
            .find(|letter| !word(letter))
            .map_or(rest.len(), |end| end.max(rest.chars().next().map_or(0, char::len_utf8)));
        Some(start + at..start + at + length)
    }
}

impl<'a> Diagnostic<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let (place, rest) = line.split_once(") : Error ")?;
        let (path, position) = place.rsplit_once('(')?;
        let (line, column) = position.split_once(',')?;
        let (code, message) = rest.split_once(": ")?;
        Some(Self { path, line: line.parse().ok()?, column: column.parse().ok()?, code, message })
    }
}

fn is_same(path: &str, file: &Path) -> bool {
    let path = Path::new(path.strip_prefix("file://").unwrap_or(path));
    path == file
        || matches!((path.canonicalize(), file.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// The message without the value that was given: a literal's type is the value itself, which may be a secret.
fn without_values(message: &str) -> String {
    let Some(at) = message.find("provided value is of type \"'") else { return message.to_owned() };
    format!("{}provided value is another", &message[..at])
}

/// One line of visible characters, without the link to the documentation and the full stop.
fn tidy(message: &str) -> String {
    let visible: String = message.chars().filter(|letter| !letter.is_control()).collect();
    let said = match visible.rfind(" [https://") {
        Some(at) if visible.ends_with(']') => &visible[..at],
        _ => visible.as_str(),
    };
    let short: String = said.chars().take(LONGEST).collect();
    short.trim().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Complaint;

    // The lines are of the form that Bicep's DiagnosticLogger writes:
    // https://github.com/Azure/bicep/blob/main/src/Bicep.Cli/Logging/DiagnosticLogger.cs
    const WRITTEN: &str = "\
/infra/main.bicep(1,7) : Warning no-unused-params: Parameter \"a\" is declared but never used. [https://aka.ms/bicep/linter-diagnostics#no-unused-params]
/infra/main.bicep(2,11) : Error BCP018: Expected the \"=\" character at this location. [https://aka.ms/bicep/core-diagnostics#BCP018]
/infra/main.bicep(3,1) : Error BCP007: This declaration type is not recognized.
";

    #[test]
    fn the_first_error_is_told_with_its_place() {
        let read = Complaint::read("build", Path::new("/infra/main.bicep"), WRITTEN);
        let read = read.expect("there is an error");
        let wanted = "bicep build failed: BCP018: Expected the \"=\" character at this location, and 1 more error";
        assert_eq!(read.to_string(), wanted);
        let text = "param a string\r\nvar x = '\u{1f600}' 'b'\r\n";
        assert_eq!(read.range(text).map(|range| &text[range]), Some("'"));
        assert_eq!(read.range("one line"), None);
        assert_eq!(read.range("\nshort").map(|range| range.start), Some(6));
    }

    #[test]
    fn an_error_in_a_module_is_named_in_the_message() {
        let read = Complaint::read("build", Path::new("/other.bicep"), WRITTEN).expect("an error");
        assert!(read.to_string().contains("failed: main.bicep:2:11: BCP018"), "{read}");
        assert_eq!(read.range("a\nvar x = 1\n"), None);
    }

    #[test]
    fn other_words_are_repeated_as_they_are() {
        let written = "\nError: \u{1b}[31mThe specified input \"x\" does not exist.\n";
        let read = Complaint::read("build", Path::new("x"), written).expect("words");
        assert_eq!(
            read.to_string(),
            "bicep build failed: Error: [31mThe specified input \"x\" does not exist"
        );
        assert_eq!(Complaint::read("build", Path::new("x"), " \n"), None);
    }

    #[test]
    fn values_are_not_repeated() {
        let written = "a(1,2) : Error BCP033: Expected a value of type \"int\" but the provided value is of type \"'hunter2'\".";
        let read = Complaint::read("build-params", Path::new("a"), written).expect("an error");
        assert!(!read.to_string().contains("hunter2"), "{read}");
        assert!(read.to_string().ends_with("but the provided value is another"), "{read}");
    }
}
