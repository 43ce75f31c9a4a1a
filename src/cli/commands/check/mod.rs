//! `gatelint check`.

mod once;
mod show_settings;
mod watch;

use self::once::{is_stdin, once};

use crate::cli::arguments::CheckOptions;
use crate::cli::exit::{Exit, usage};
use crate::console::Streams;

/// Checks, reports, and decides about the exit code.
pub(crate) fn run(options: &CheckOptions, streams: &Streams) -> std::io::Result<Exit> {
    let stdin = options.paths.iter().chain(&options.against).filter(|path| is_stdin(path)).count();
    if stdin > 1 || (stdin > 0 && options.watch) {
        return usage(streams, "standard input can be read only once");
    }
    if options.fixing.unsafe_too && !options.fixing.fix && !options.fixing.diff {
        return usage(streams, "--unsafe requires --fix or --diff");
    }
    if options.watch {
        watch::run(options, streams)
    } else {
        once(options, streams, &mut Vec::new())
    }
}
