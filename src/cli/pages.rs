//! `gatelint completions` and `gatelint man`: what packages install beside the program.

use clap::CommandFactory;

use super::arguments::{Arguments, CompletionsOptions, ManOptions};
use super::{Exit, Streams, usage};

/// Prints the completions of a shell.
pub(super) fn completions(
    options: &CompletionsOptions,
    streams: &Streams,
) -> std::io::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "gatelint", &mut script);
    streams.out.bytes(&script)?;
    Ok(Exit::Clean)
}

/// Prints the manual page, or writes those of all commands.
pub(super) fn manual(options: &ManOptions, streams: &Streams) -> std::io::Result<Exit> {
    match &options.folder {
        None => clap_mangen::Man::new(Arguments::command()).render(&mut streams.out.clone())?,
        Some(folder) => {
            let written = std::fs::create_dir_all(folder)
                .and_then(|()| clap_mangen::generate_to(Arguments::command(), folder));
            if let Err(error) = written {
                let words = format!("{} can't be written: {error}", folder.display());
                return usage(streams, &words);
            }
        }
    }
    Ok(Exit::Clean)
}
