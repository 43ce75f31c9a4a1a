//! The examples give the reports that lie beside them, and the README names the command that runs all tests.

use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The report of `gatelint check` with these arguments, run in the repository.
fn report(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gatelint"));
    let output = command
        .current_dir(root())
        .arg("check")
        .args(arguments)
        .env_clear()
        .output()
        .expect("it runs");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn each_example_gives_its_report() {
    let mut seen = 0;
    for entry in std::fs::read_dir(root().join("examples")).expect("the examples") {
        let folder = entry.expect("an entry").path();
        let Ok(wanted) = std::fs::read_to_string(folder.join("report.txt")) else { continue };
        let name = format!("examples/{}", folder.file_name().expect("a name").to_string_lossy());
        assert_eq!(report(&[&name, "--today", "2026-11-24"]), wanted, "{name}");
        seen += 1;
    }
    assert!(seen > 0);
}

#[test]
fn the_readme_names_the_test_command_that_ci_runs() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README");
    let ci = std::fs::read_to_string(root().join(".ci/run")).expect("the CI script");
    let command = "cargo test --workspace";
    assert!(readme.contains(command) && ci.contains(command));
}

/// The messages of a report, without its places.
fn messages(report: &str) -> Vec<&str> {
    let is_message = |line: &&str| line.starts_with("error[") || line.starts_with("warning[");
    let mut found: Vec<&str> = report.lines().filter(is_message).collect();
    found.sort_unstable();
    found
}

#[test]
fn the_example_in_bicep_has_the_same_faults() {
    let json = report(&["examples/hub", "--today", "2026-11-24"]);
    let bicep = report(&["examples/hub-bicep", "--today", "2026-11-24"]);
    assert_eq!(messages(&bicep), messages(&json));
}
