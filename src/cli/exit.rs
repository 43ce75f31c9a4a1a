//! How a command ends.

use crate::console::Streams;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at or above `--fail-on`.
    Clean,
    /// Findings at or above `--fail-on`.
    Findings,
    /// Wrong use or settings.
    Usage,
    /// An input could not be read, or there was nothing to check.
    Unreadable,
}

impl Exit {
    /// The exit code.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::Unreadable => 3,
        }
    }
}

/// Says that the command was used wrongly.
pub(crate) fn usage(streams: &Streams, message: &str) -> std::io::Result<Exit> {
    writeln!(streams.err, "error: {message}")?;
    Ok(Exit::Usage)
}
