//! Commands for those who work on gatelint, in a program without dependencies that is built in a second.

mod new_lint;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  new-lint ID    make the room of a new lint, such as dns-server-in-pool";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository");
    let (text, code) = match words[..] {
        ["new-lint", id] => match new_lint::make(&root.join("lints"), id) {
            Ok(text) => (text, ExitCode::SUCCESS),
            Err(fault) => (format!("error: {fault}"), ExitCode::FAILURE),
        },
        _ => (USAGE.to_owned(), ExitCode::from(2)),
    };
    // A tool at a terminal: if nobody reads it, nobody misses it.
    let _ = writeln!(std::io::stderr(), "{text}");
    code
}
