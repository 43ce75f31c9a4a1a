//! The first five minutes, step by step, as docs/getting-started.md tells them.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use super::page::{Block, parts};
use super::root;

/// A program `gatelint` that has the day on which the page was written.
fn on_path(folder: &Path) {
    let built = env!("CARGO_BIN_EXE_gatelint");
    let program = folder.join("gatelint");
    fs::write(&program, format!("#!/bin/sh\nexec '{built}' \"$@\" --today 2026-11-24\n"))
        .expect("written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("set");
}

/// Runs a step; how it ended, and what it said.
fn run(step: &str, folder: &Path) -> (Option<i32>, String) {
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").expect("a path"));
    let mut command = Command::new("sh");
    command.args(["-c", step]).current_dir(folder).env("PATH", path);
    let output =
        command.env_remove("GITHUB_ACTIONS").env_remove("TF_BUILD").output().expect("it runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).expect("text"))
}

#[test]
fn an_old_fault_goes_green_and_a_new_one_red() {
    let page = fs::read_to_string(root().join("docs/getting-started.md")).expect("the page");
    let (_, blocks) = parts(&page);
    let folder = tempfile::tempdir().expect("a folder");
    on_path(folder.path());
    fs::create_dir(folder.path().join("infra")).expect("made");
    let template = blocks.iter().find(|block| block.language == "json").expect("the template");
    fs::write(folder.path().join("infra/gateway.json"), &template.text).expect("written");
    let is_step = |block: &&Block| block.language == "sh";
    let is_shown = |block: &&Block| block.language == "text";
    let steps: Vec<&Block> = blocks.iter().filter(is_step).collect();
    let shown: Vec<&Block> = blocks.iter().filter(is_shown).collect();
    let ends = [1, 0, 1, 1];
    assert_eq!((steps.len(), shown.len()), (ends.len(), ends.len()), "steps, and what they show");
    for ((step, shown), end) in steps.iter().zip(shown).zip(ends) {
        let (ended, said) = run(&step.text, folder.path());
        assert_eq!(ended, Some(end), "{}{said}", step.text);
        for part in shown.text.split("[...]\n") {
            assert!(said.contains(part.trim_end()), "{}shows no\n{part}\nbut\n{said}", step.text);
        }
    }
}
