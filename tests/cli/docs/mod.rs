//! The pages of docs/ say what is true: links lead somewhere, commands run, options exist.

#[path = "../../../examples/book.rs"]
#[allow(dead_code, reason = "the example's own main is not called here")]
mod book;
mod commands;
#[cfg(unix)]
mod first_steps;
mod links;
mod page;
mod picture;
mod transcripts;

use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn gatelint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gatelint"));
    command.env_remove("GITHUB_ACTIONS").env_remove("TF_BUILD");
    command
}
