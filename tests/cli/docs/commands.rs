//! The commands and options that the pages show.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use super::page::{Block, below, code, parts};
use super::{gatelint, root};
use crate::yaml;

const COMMANDS: [&str; 7] =
    ["check", "scan", "cert", "expand", "lints", "explain", "client-report"];

/// Options of other programs that a page names by themselves: of az and of cargo.
const FOREIGN: [&str; 2] = ["--public-cert-data", "--no-default-features"];

/// The options of a command, as its help lists them; none when there is no such command.
pub(crate) fn options(command: &str) -> Option<BTreeSet<String>> {
    let output = gatelint().args([command, "--help"]).output().expect("it runs");
    let help = String::from_utf8(output.stdout).expect("text");
    output.status.success().then(|| {
        let lines = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
        lines.flat_map(named).collect()
    })
}

/// The long options that are named in a line, without their values.
fn named(line: &str) -> Vec<String> {
    let words = line.split(|letter: char| letter.is_whitespace() || "[]()|,;'\"`".contains(letter));
    let long = words.filter(|word| word.len() > 3 && word.starts_with("--"));
    long.map(|word| word.split('=').next().unwrap_or(word).trim_end_matches('.').to_owned())
        .collect()
}

/// The command lines of gatelint in a text, up to where another program begins.
fn command_lines(text: &str) -> Vec<String> {
    let joined = text.replace("\\\n", " ").replace("[--", "--");
    let mut found = Vec::new();
    for line in joined.lines() {
        for (at, _) in line.match_indices("gatelint ") {
            let before = line[..at].chars().next_back();
            let rest = &line[at + "gatelint ".len()..];
            let command = rest.split_whitespace().next().unwrap_or_default();
            let begins = before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '-');
            if begins && COMMANDS.contains(&command) {
                let end = rest.find(['|', ';', '>', '&', '#', '`', '…']).unwrap_or(rest.len());
                found.push(format!("gatelint {}", rest[..end].trim_end()));
            }
        }
    }
    found
}

/// The pages of docs/ and the README, with their lines and blocks.
fn pages() -> Vec<(String, Vec<String>, Vec<Block>)> {
    let mut paths = below(&root().join("docs"));
    paths.push(root().join("README.md"));
    let read = |path: &Path| {
        let text = std::fs::read_to_string(path).expect("the page");
        let (lines, blocks) = parts(&text);
        let name = path.strip_prefix(root()).expect("inside").display().to_string();
        (name, lines.into_iter().map(str::to_owned).collect(), blocks)
    };
    paths.iter().map(|path| read(path)).collect()
}

#[test]
fn every_option_that_is_shown_exists() {
    let known: BTreeMap<&str, BTreeSet<String>> =
        COMMANDS.iter().filter_map(|command| Some((*command, options(command)?))).collect();
    let all: BTreeSet<&String> = known.values().flatten().collect();
    let exists = |command: &str, option: &String| {
        let built = command != "scan" || cfg!(feature = "live");
        !built || known.get(command).is_some_and(|options| options.contains(option))
    };
    let mut seen = 0;
    for (page, lines, blocks) in pages() {
        let inline: Vec<&str> = lines.iter().flat_map(|line| code(line)).collect();
        let texts = inline.iter().copied().chain(blocks.iter().map(|block| block.text.as_str()));
        for line in texts.flat_map(command_lines) {
            let command = line.split_whitespace().nth(1).unwrap_or_default().to_owned();
            for option in named(&line) {
                assert!(
                    exists(&command, &option),
                    "{page}: gatelint {command} has no {option}: {line}"
                );
                seen += 1;
            }
        }
        // Options by themselves: in the text, and as inputs of the action and the templates.
        let given = blocks.iter().filter(|block| block.language == "yaml");
        let inputs: Vec<&str> =
            given.flat_map(|block| block.text.lines()).map(str::trim_start).collect();
        for option in inline.iter().chain(&inputs).filter(|code| code.starts_with("--")) {
            for option in named(option) {
                // Without live scans the options of `gatelint scan` can't be told from mistakes.
                let there = all.contains(&option) || !cfg!(feature = "live");
                let foreign = FOREIGN.contains(&option.as_str());
                assert!(there || foreign, "{page}: nothing has {option}");
                seen += 1;
            }
        }
    }
    assert!(seen > 60, "{seen} options");
}

#[test]
fn every_command_that_is_shown_runs() {
    let mut seen = 0;
    for (page, _, blocks) in pages() {
        let folder = tempfile::tempdir().expect("a folder");
        let infra = folder.path().join("infra");
        std::fs::create_dir(&infra).expect("made");
        for entry in std::fs::read_dir(root().join("examples/hub")).expect("the example") {
            let entry = entry.expect("an entry");
            std::fs::copy(entry.path(), infra.join(entry.file_name())).expect("copied");
        }
        let lines = blocks.iter().filter(|block| block.language == "sh");
        for line in lines.flat_map(|block| command_lines(&block.text)) {
            if line.starts_with("gatelint scan") {
                continue;
            }
            let ended = run(&line, folder.path());
            assert!(matches!(ended, Some(0 | 1)), "{page}: {line} ends with {ended:?}");
            seen += 1;
        }
    }
    assert!(seen >= 10, "{seen} commands");
}

/// Runs a line with the program that was built; how it ended.
fn run(line: &str, folder: &Path) -> Option<i32> {
    let words = line.split_whitespace().skip(1).map(|word| word.trim_matches(['\'', '"']));
    let built: Command = gatelint();
    let mut command = built;
    command.args(words).current_dir(folder).output().expect("it runs").status.code()
}

#[test]
fn every_piece_of_yaml_can_be_read() {
    let mut seen = 0;
    for (page, _, blocks) in pages() {
        for block in blocks.iter().filter(|block| block.language == "yaml") {
            assert!(!yaml::read(&page, &block.text).is_null(), "{page}");
            seen += 1;
        }
    }
    assert!(seen >= 10, "{seen} pieces");
}

#[test]
fn pages_name_this_version() {
    let repository = env!("CARGO_PKG_REPOSITORY").trim_start_matches("https://github.com/");
    let ours = format!("{repository}@v");
    let action = format!("{ours}{}", env!("CARGO_PKG_VERSION"));
    let mut seen = 0;
    for (page, lines, blocks) in pages() {
        let texts = lines.iter().chain(blocks.iter().map(|block| &block.text));
        for text in texts {
            for (at, _) in text.match_indices(&ours) {
                assert!(text[at..].starts_with(&action), "{page}: {text}");
                seen += 1;
            }
        }
    }
    assert!(seen > 0);
}
