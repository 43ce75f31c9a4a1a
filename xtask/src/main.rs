//! Commands for those who work on gatelint, in a program of its own that is built in seconds.

mod linux;
mod manifests;
mod new_lint;
mod outcome;
mod owner;
mod packages;
mod programs;
mod project;
mod types;
mod windows;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};

use outcome::Outcome;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  new-lint ID    create the folder of a new lint, such as dns-server-in-pool
  collections    run the tests that read the collections of templates, certificates and answers in ../shared
  packages PROGRAM   build the Debian package, the npm packages and the wheel, install each in a clean environment, and run it
  windows        build for Windows, and run the tests under Wine
  linux          build for static Linux and for arm64, and run both on the example
  npm PROGRAM SYSTEM MACHINE   lay out the npm packages of a release, such as for linux x64
  manifests FOLDER   generate the Homebrew formula and the winget manifests for the release in a folder
  owner NAME     set the owner of the repository in every page and template
  types PATH     regenerate the table of Azure's types in src/facts/ from their data

exit code: 0 success, 1 failure, 2 invalid usage, 77 something was skipped because a required tool is not installed";

/// The tests that need what lies beside the repository on some machines only.
fn collections(root: &Path) -> (String, ExitCode) {
    let mut cargo = Command::new("cargo");
    cargo.args(["test", "--workspace", "--no-fail-fast", "--", "--ignored"]).current_dir(root);
    match cargo.status() {
        Ok(status) if status.success() => ("the collections pass".to_owned(), ExitCode::SUCCESS),
        Ok(_) => ("error: some tests of the collections fail".to_owned(), ExitCode::FAILURE),
        Err(error) => (format!("error: cargo can't be run: {error}"), ExitCode::FAILURE),
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository");
    let attempted = |result: Result<Outcome, String>| match result {
        Ok(outcome) => {
            let code = outcome.code();
            (outcome.words(), code)
        }
        Err(fault) => (format!("error: {fault}"), ExitCode::FAILURE),
    };
    let ended = |result: Result<String, String>| attempted(result.map(Outcome::Done));
    let (text, code) = match words[..] {
        ["new-lint", id] => ended(new_lint::make(&root.join("lints"), id)),
        ["collections"] => collections(root),
        ["types", path] => ended(types::make(root, path)),
        ["windows"] => attempted(windows::run(root)),
        ["linux"] => attempted(linux::run(root)),
        ["packages", program] => attempted(packages::run(root, Path::new(program))),
        ["npm", program, system, machine] => {
            ended(packages::lay_out_npm(root, Path::new(program), (system, machine)))
        }
        ["manifests", folder] => ended(manifests::make(root, Path::new(folder))),
        ["owner", name] => ended(owner::set(root, name)),
        _ => (USAGE.to_owned(), ExitCode::from(2)),
    };
    // A tool at a terminal: if nobody reads it, nobody misses it.
    let _ = writeln!(std::io::stderr(), "{text}");
    code
}
