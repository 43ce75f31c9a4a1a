//! `gatelint completions` and `gatelint man`: what packages install beside the program.

mod manual;

use std::path::Path;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::cli::arguments::{Arguments, CompletionsOptions, ManOptions};
use crate::cli::exit::{Exit, usage};
use crate::console::Streams;
use crate::lint::Category;
use crate::lints;

/// Prints the completions of a shell.
pub(crate) fn completions(
    options: &CompletionsOptions,
    streams: &Streams,
) -> std::io::Result<Exit> {
    let mut script = Vec::new();
    let mut command = with_lints(Arguments::command());
    clap_complete::generate(options.shell, &mut command, "gatelint", &mut script);
    streams.out.bytes(&script)?;
    Ok(Exit::Clean)
}

/// The command line whose options take ids of lints and nothing else: for completions only, since patterns and texts of errors
/// are as right.
fn with_lints(mut command: Command) -> Command {
    let commands: Vec<String> =
        command.get_subcommands().map(|it| it.get_name().to_owned()).collect();
    for name in commands {
        command = command.mut_subcommand(name, |inner| {
            let takes_lints = ["select", "ignore", "only", "words"].map(|id| (id, has(&inner, id)));
            takes_lints.into_iter().filter(|(_, there)| *there).fold(inner, |inner, (id, _)| {
                inner.mut_arg(id, |argument| argument.value_parser(ids(id != "words")))
            })
        });
    }
    command
}

fn has(command: &Command, id: &str) -> bool {
    command.get_arguments().any(|argument| argument.get_id() == id)
}

fn ids(with_categories: bool) -> PossibleValuesParser {
    let categories = Category::ALL.iter().map(|category| category.word());
    let words = categories.filter(|_| with_categories).map(PossibleValue::new);
    let ids = lints::ALL.iter().map(|lint| PossibleValue::new(lint.id).help(lint.summary));
    PossibleValuesParser::new(words.chain(ids))
}

/// Prints the manual page, or writes those of all commands.
pub(crate) fn manual(options: &ManOptions, streams: &Streams) -> std::io::Result<Exit> {
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    match &options.folder {
        None => streams.out.bytes(&page(command)?)?,
        Some(folder) => {
            let written = std::fs::create_dir_all(folder).and_then(|()| pages(&command, folder));
            if let Err(error) = written {
                let words = format!("{} can't be written: {error}", folder.display());
                return usage(streams, &words);
            }
        }
    }
    Ok(Exit::Clean)
}

/// Writes the page of a command, and those of the commands in it.
fn pages(command: &Command, folder: &Path) -> std::io::Result<()> {
    for inner in command.get_subcommands() {
        pages(inner, folder)?;
    }
    let file = folder.join(Man::new(command.clone()).get_filename());
    std::fs::write(file, page(command.clone())?)
}

fn page(command: Command) -> std::io::Result<Vec<u8>> {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    page.extend(manual::sections(&name).into_bytes());
    Ok(page)
}
