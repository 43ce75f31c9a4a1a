//! gatelint: arguments, run, exit code. The only place that prints.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use gatelint::cli::{self, Arguments, Exit, Streams};

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let wrong = error.use_stderr();
            // Nothing can be done when even the help can't be printed.
            let _ = error.print();
            return ExitCode::from(if wrong { Exit::Usage.code() } else { Exit::Clean.code() });
        }
    };
    let stdout = std::io::stdout();
    let terminal = stdout.is_terminal();
    let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let mut out = anstream::AutoStream::auto(stdout.lock());
    let mut err = anstream::AutoStream::auto(std::io::stderr().lock());
    let mut streams = Streams { out: &mut out, err: &mut err, terminal, colour };
    let ended = cli::run(&arguments, &mut streams).and_then(|exit| out.flush().map(|()| exit));
    match ended {
        Ok(exit) => ExitCode::from(exit.code()),
        // Whoever reads the output went away, as `head` does.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::from(Exit::Clean.code())
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: the output can't be written: {error}");
            ExitCode::from(Exit::Unreadable.code())
        }
    }
}
