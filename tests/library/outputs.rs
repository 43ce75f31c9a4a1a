//! Where `gatelint check` writes: standard output, files, and what continuous integration shows.

use std::path::{Path, PathBuf};

use clap::Parser as _;
use gatelint::cli::{Arguments, Exit, Integration, OutputContext, Streams, run};

fn example() -> String {
    let room = Path::new(env!("CARGO_MANIFEST_DIR")).join("lints/p2s_gateway_type_not_vpn/fail");
    room.to_string_lossy().into_owned()
}

struct Ran {
    exit: Exit,
    out: String,
    err: String,
}

fn check(arguments: &[&str], surroundings: OutputContext) -> Ran {
    let example = example();
    let all = ["gatelint", "check", example.as_str(), "--today", "2026-11-24"]
        .into_iter()
        .chain(arguments.iter().copied());
    let arguments = Arguments::try_parse_from(all).expect("arguments");
    let (streams, written) = Streams::captured(surroundings);
    let exit = run(&arguments, &streams).expect("memory can be written");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { exit, out: text(written.out()), err: text(written.err()) }
}

fn in_ci(integration: Integration, step_summary: Option<PathBuf>) -> OutputContext {
    OutputContext { terminal: false, integration: Some(integration), step_summary }
}

#[test]
fn text_is_the_default_and_nothing_is_added_at_home() {
    let ran = check(&[], OutputContext::default());
    assert_eq!(ran.exit, Exit::Findings);
    assert!(ran.out.starts_with("error[p2s-gateway-type-not-vpn]"), "{}", ran.out);
    assert!(!ran.out.contains("\n::") && !ran.out.contains("##vso"), "{}", ran.out);
}

#[test]
fn github_gets_annotations_and_a_summary() {
    let folder = tempfile::tempdir().expect("a folder");
    let summary = folder.path().join("summary.md");
    std::fs::write(&summary, "before\n").expect("written");
    let ran = check(&[], in_ci(Integration::GitHub, Some(summary.clone())));
    assert!(ran.out.starts_with("error[") && ran.out.contains("\n::error file="), "{}", ran.out);
    let written = std::fs::read_to_string(&summary).expect("read");
    assert!(written.starts_with("before\n## gatelint\n"), "{written}");
    assert!(written.contains("`p2s-gateway-type-not-vpn`"), "{written}");
}

#[test]
fn a_format_that_is_asked_for_and_a_terminal_keep_annotations_away() {
    let asked = check(&["--format", "text"], in_ci(Integration::GitHub, None));
    assert!(!asked.out.contains("\n::"), "{}", asked.out);
    let terminal = check(&[], OutputContext { terminal: true, ..in_ci(Integration::GitHub, None) });
    assert!(!terminal.out.contains("\n::"), "{}", terminal.out);
}

#[test]
fn azure_gets_issues_and_the_summary_that_was_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("summary.md");
    let output = format!("markdown={}", file.display());
    let ran = check(&["--output", &output], in_ci(Integration::Azure, None));
    assert!(
        ran.out.contains("\ngatelint: ##vso[task.logissue type=error;sourcepath="),
        "{}",
        ran.out
    );
    assert!(
        ran.out.ends_with(&format!("##vso[task.uploadsummary]{}\n", file.display())),
        "{}",
        ran.out
    );
    assert!(file.is_file());
    let alone = check(&[], in_ci(Integration::Azure, None));
    assert!(!alone.out.contains("uploadsummary"), "{}", alone.out);
}

#[test]
fn several_reports_are_written_in_one_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let formats = [
        "text", "concise", "json", "sarif", "junit", "github", "azure", "gitlab", "markdown",
        "csv", "html",
    ];
    let outputs: Vec<String> = formats
        .iter()
        .map(|format| format!("{format}={}", folder.path().join(format).display()))
        .collect();
    let arguments: Vec<&str> =
        outputs.iter().flat_map(|output| ["--output", output.as_str()]).collect();
    let ran = check(&arguments, OutputContext::default());
    assert!(ran.out.starts_with("error["), "{}", ran.out);
    for format in formats {
        let text = std::fs::read_to_string(folder.path().join(format)).expect("the report");
        assert!(text.contains("p2s-gateway-type-not-vpn"), "{format}: {text}");
        let again = check(&["--format", format], OutputContext::default());
        assert_eq!(again.out, text, "{format} is the same on standard output");
    }
}

#[test]
fn a_folder_that_is_not_there_is_wrong_use() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = format!("sarif={}", folder.path().join("none/report.sarif").display());
    let ran = check(&["--output", &output], OutputContext::default());
    assert_eq!(ran.exit, Exit::Usage);
    assert!(ran.err.starts_with("error: --output: there is no folder "), "{}", ran.err);
    assert!(ran.out.is_empty());
    assert!(Arguments::try_parse_from(["gatelint", "check", ".", "--output", "pdf=x"]).is_err());
    assert!(Arguments::try_parse_from(["gatelint", "check", ".", "--output", "json"]).is_err());
}
