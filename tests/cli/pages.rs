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
fn completions_and_manual_pages_are_in_the_help() {
    Workplace::new().run(&["--help"]).is(0).says("completions").says("  man ");
}

#[test]
fn completions_know_the_lints() {
    let place = Workplace::new();
    // The scripts of PowerShell and Elvish complete no values of options.
    for shell in ["bash", "zsh", "fish"] {
        let script = place.run(&["completions", shell]).out;
        // For options of check, scan and lints, and for the words of explain.
        assert!(script.matches("pool-overlaps-vnet").count() >= 4, "{shell}");
    }
    // What they offer is not all that is taken.
    place.run(&["lints", "--select", "pool-*"]).is(0).says("pool-overlaps-vnet");
}

#[test]
fn manual_pages_say_exit_statuses_files_and_examples() {
    let place = Workplace::new();
    place.run(&["man", "pages"]).is(0);
    for command in ["gatelint", "gatelint-check", "gatelint-cert", "gatelint-explain"] {
        let page = place.read(&format!("pages/{command}.1"));
        for section in ["EXIT STATUS", "FILES", "EXAMPLES"] {
            assert!(
                page.contains(&format!(".SH \"{section}\""))
                    || page.contains(&format!(".SH {section}")),
                "{command}: {section}"
            );
        }
    }
    // The examples are commands that there are.
    let whole = place.read("pages/gatelint-check.1");
    assert!(whole.contains("gatelint check infra"), "{whole}");
    assert!(!place.read("pages/gatelint-completions.1").contains("EXAMPLES"));
}
