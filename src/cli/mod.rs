//! The command line: arguments, and what each command does with them.

mod arguments;
mod commands;
mod exit;
mod output;
mod reporting;
mod settings;

use arguments::Command;
pub use arguments::{Arguments, colour_asked, refused};
pub use exit::Exit;

pub use crate::console::{ColourChoice, Integration, OutputContext, Streams};

/// Does what the arguments ask for.
///
/// # Errors
/// When standard output or standard error can't be written.
pub fn run(arguments: &Arguments, streams: &Streams) -> std::io::Result<Exit> {
    match &arguments.command {
        Command::Check(options) => commands::check::run(options, streams),
        Command::Cert(options) => commands::cert::run(options, streams),
        #[cfg(feature = "live")]
        Command::Scan(options) => commands::scan::run(options, streams),
        Command::Expand(options) => commands::expand::run(options, streams),
        Command::Lints(options) => commands::lints::lints(options, streams),
        Command::Explain(options) => commands::explain::run(options, streams),
        Command::ClientReport(options) => commands::client_report::run(options, streams),
        Command::Completions(options) => commands::pages::completions(options, streams),
        Command::Man(options) => commands::pages::manual(options, streams),
    }
}
