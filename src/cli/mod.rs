//! The command line: arguments, and what each command does with them.

mod arguments;
mod cert;
mod check;
mod client_report;
mod expand;
mod explain;
mod explain_log;
mod manual;
mod output;
mod pages;
mod patterns;
mod refused;
mod reporting;
#[cfg(feature = "live")]
mod scan;
mod settings;
mod show_settings;
mod snapshot;
mod watch;

pub use arguments::Arguments;
use arguments::Command;
pub use refused::{colour_asked, refused};

pub use crate::console::{ColourChoice, Integration, OutputContext, Streams};

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

/// Does what the arguments ask for.
///
/// # Errors
/// When standard output or standard error can't be written.
pub fn run(arguments: &Arguments, streams: &Streams) -> std::io::Result<Exit> {
    match &arguments.command {
        Command::Check(options) => check::run(options, streams),
        Command::Cert(options) => cert::run(options, streams),
        #[cfg(feature = "live")]
        Command::Scan(options) => scan::run(options, streams),
        Command::Expand(options) => expand::run(options, streams),
        Command::Lints(options) => explain::lints(options, streams),
        Command::Explain(options) => explain::run(options, streams),
        Command::ClientReport(options) => client_report::run(options, streams),
        Command::Completions(options) => pages::completions(options, streams),
        Command::Man(options) => pages::manual(options, streams),
    }
}

/// Says that the command was used wrongly.
fn usage(streams: &Streams, message: &str) -> std::io::Result<Exit> {
    writeln!(streams.err, "error: {message}")?;
    Ok(Exit::Usage)
}
