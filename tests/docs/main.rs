//! The pages of docs/ say what is true: links lead somewhere, commands run, options exist.

#[path = "../../examples/book.rs"]
#[allow(dead_code, reason = "the example's own main is not called here")]
mod book;
mod commands;
#[cfg(unix)]
mod first_steps;
mod links;
mod page;
#[path = "../yaml/mod.rs"]
mod yaml;

use std::path::Path;
use std::process::Command;

/// Pages that are written together with what they are about.
const AWAITED_PAGES: &[&str] = &["settings.md", "suppressions.md", "fixes.md", "certificates.md"];

/// Commands and options that pages speak of and that are not there yet.
const AWAITED: &[&str] = &["cert", "--baseline", "--write-baseline"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn gatelint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gatelint"));
    command.env_remove("GITHUB_ACTIONS").env_remove("TF_BUILD");
    command
}

#[test]
fn what_has_come_is_awaited_no_more() {
    for page in AWAITED_PAGES {
        assert!(!root().join("docs").join(page).exists(), "{page} is there: take it off the list");
    }
    let check = commands::options("check").expect("the help of check");
    for awaited in AWAITED {
        let there = commands::options(awaited).is_some() || check.contains(*awaited);
        assert!(!there, "{awaited} is there: take it off the list");
    }
}
