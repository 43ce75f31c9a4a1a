//! Arguments that are no command: what is said, and in which colours.

use std::ffi::OsString;

use clap::{Parser, ValueEnum};

use super::command_line::Arguments;
use crate::cli::exit::Exit;
use crate::console::{ColourChoice, Streams};
use crate::visible::on_one_line;

/// The colours that the arguments ask for, found even where they are wrong otherwise.
#[must_use]
pub fn colour_asked(arguments: &[OsString]) -> ColourChoice {
    let mut choice = ColourChoice::Auto;
    let mut words = arguments.iter().map(|word| word.to_string_lossy());
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--color") {
            _ if word == "--" => break,
            Some("") => words.next().map(std::borrow::Cow::into_owned),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        if let Some(asked) = value.and_then(|value| ColourChoice::from_str(&value, false).ok()) {
            choice = asked;
        }
    }
    choice
}

/// Prints the help or the version that was asked for, or says what is wrong with the arguments.
///
/// # Errors
/// When the stream can't be written.
pub fn refused(
    error: &clap::Error,
    arguments: &[OsString],
    streams: &Streams,
) -> std::io::Result<Exit> {
    let stream = if error.use_stderr() { &streams.err } else { &streams.out };
    // An argument may be the name of a stranger's file: what is hidden in it is shown written out.
    let shown = arguments.iter().map(|word| on_one_line(&word.to_string_lossy()).into_owned());
    let written_out = Arguments::try_parse_from(shown).err();
    let words = written_out.as_ref().unwrap_or(error).render();
    if stream.look().colour {
        stream.styled_words(&words.ansi().to_string())?;
    } else {
        write!(stream, "{words}")?;
    }
    Ok(if error.use_stderr() { Exit::Usage } else { Exit::Clean })
}

#[cfg(test)]
mod tests {
    use super::{ColourChoice, colour_asked};

    #[test]
    fn colours_are_found_in_wrong_arguments() {
        let asked = |words: &[&str]| {
            colour_asked(&words.iter().map(std::ffi::OsString::from).collect::<Vec<_>>())
        };
        assert_eq!(asked(&["gatelint", "chek", "--color=never"]), ColourChoice::Never);
        assert_eq!(asked(&["--color", "always", "--no"]), ColourChoice::Always);
        assert_eq!(asked(&["--color", "blue"]), ColourChoice::Auto);
        assert_eq!(asked(&["--", "--color=never"]), ColourChoice::Auto);
        assert_eq!(asked(&["--color"]), ColourChoice::Auto);
    }
}
