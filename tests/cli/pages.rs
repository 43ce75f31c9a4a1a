//! Completions, manual pages, versions.

use crate::workplace::Workplace;

#[test]
fn every_shell_has_its_completions() {
    let place = Workplace::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        place.run(&["completions", shell]).is(0).says("gatelint").says("write-baseline");
    }
    place.run(&["completions", "cmd"]).is(2);
}

#[test]
fn every_command_has_a_manual_page() {
    let place = Workplace::new();
    place.run(&["man"]).is(0).says(".TH gatelint 1");
    place.run(&["man", "pages"]).is(0);
    for page in ["gatelint.1", "gatelint-check.1", "gatelint-lints.1", "gatelint-explain.1"] {
        assert!(place.read(&format!("pages/{page}")).starts_with(".ie"), "{page}");
    }
    place.put("file", "");
    place.run(&["man", "file/pages"]).is(2);
}

#[test]
fn the_long_version_says_what_is_built_in() {
    let place = Workplace::new();
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(place.run(&["-V"]).is(0).out, format!("gatelint {version}\n"));
    let live = if cfg!(feature = "live") { "yes" } else { "no" };
    let long = place.run(&["--version"]);
    long.is(0).says(&format!("gatelint {version}\nlive scans: {live}\nlints: "));
}

#[test]
fn hidden_commands_stay_out_of_the_help() {
    Workplace::new().run(&["--help"]).is(0).says("check").is_silent_on("completions");
}
