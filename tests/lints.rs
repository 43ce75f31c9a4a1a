//! Runs the examples of every room: files in `fail/` and `pass/`, and the marked blocks of its README.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use gatelint::finding::Report;
use gatelint::lint::Lint;
use gatelint::report::{TextOptions, text};
use gatelint::run::{Request, check};
use gatelint::source::Given;
use libtest_mimic::{Arguments, Failed, Trial};

/// The day of the examples, unless their first line says another: `// today: 2027-04-01`.
const TODAY: &str = "2026-11-24";

fn main() -> std::process::ExitCode {
    let mut arguments = Arguments::from_args();
    // Paths of rooms are the tests' names: `cargo test --test lints gateway_subnet`.
    arguments.nocapture = true;
    let mut trials = Vec::new();
    for lint in gatelint::lints::ALL {
        trials.extend(of_room(lint));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn room(lint: &Lint) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("lints").join(lint.id.replace('-', "_"))
}

fn of_room(lint: &'static Lint) -> Vec<Trial> {
    let mut trials = Vec::new();
    for kind in ["fail", "pass"] {
        for path in examples(&room(lint).join(kind)) {
            let name = format!("{}/{kind}/{}", lint.id.replace('-', "_"), file_name(&path));
            trials.push(Trial::test(name, move || {
                if kind == "fail" { fails(lint, &path) } else { passes(lint, &path) }
            }));
        }
    }
    for (number, (kind, block)) in blocks(lint.docs).into_iter().enumerate() {
        let name = format!("{}/README/{kind}_{}", lint.id.replace('-', "_"), number + 1);
        trials.push(Trial::test(name, move || readme_block(lint, kind, &block)));
    }
    trials
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Files, and folders of files that belong together.
fn examples(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    // A parameters file is read with the template beside it.
    paths.retain(|path| {
        let name = file_name(path);
        !name.ends_with(".snap") && !name.ends_with(".snap.new") && !name.contains(".parameters.")
    });
    paths.sort();
    paths
}

fn report_of(lint: &'static Lint, given: Given, first_line: &str) -> Report {
    let today = first_line.trim().strip_prefix("// today: ").unwrap_or(TODAY);
    let mut request = Request::new(vec![given], today.trim().parse().expect("a date"));
    request.lints = vec![lint];
    check(&request)
}

fn report_at(lint: &'static Lint, path: &Path) -> Report {
    let first = std::fs::read_to_string(path).ok();
    let first_line = first.as_deref().and_then(|text| text.lines().next()).unwrap_or_default();
    report_of(lint, Given::Path(path.to_owned()), first_line)
}

fn fails(lint: &'static Lint, path: &Path) -> Result<(), Failed> {
    let report = report_at(lint, path);
    if !report.findings.iter().any(|finding| finding.lint == lint.id) {
        return Err(format!("gives no finding of {}:\n{}", lint.id, shown(&report)).into());
    }
    let folder = path.parent().expect("an example lies in a folder");
    let root = format!("{}/", folder.display());
    let seen = shown(&report).replace(&root, "");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(file_name(path), seen));
    Ok(())
}

fn passes(lint: &'static Lint, path: &Path) -> Result<(), Failed> {
    let report = report_at(lint, path);
    passed(&report, file_name(path).starts_with("unknown"))
}

/// A passing example decides; one whose name begins with "unknown" must say that it could not.
fn passed(report: &Report, unknown: bool) -> Result<(), Failed> {
    if !report.findings.is_empty() {
        return Err(format!("gives a finding:\n{}", shown(report)).into());
    }
    if report.not_evaluated.is_empty() == unknown {
        let wanted = if unknown { "something not evaluated" } else { "everything evaluated" };
        return Err(format!("{wanted} was wanted:\n{}", shown(report)).into());
    }
    Ok(())
}

fn readme_block(lint: &'static Lint, kind: &'static str, block: &str) -> Result<(), Failed> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = write_block(block, folder.path()).map_err(|error| error.to_string())?;
    let report = report_at(lint, &path);
    match kind {
        "fail" if report.findings.is_empty() => {
            Err(format!("gives no finding:\n{}", shown(&report)).into())
        }
        "fail" => Ok(()),
        _ => passed(&report, false),
    }
}

/// Writes a block as a file, or as the files that lines such as `// file: index.json` begin. A line that ends in
/// `// 200 times` stands for so many.
fn write_block(block: &str, folder: &Path) -> std::io::Result<PathBuf> {
    const FILE: &str = "// file: ";
    let whole = !block.starts_with(FILE);
    let mut path = folder.join("example.json");
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    for line in block.lines() {
        if let Some(name) = line.strip_prefix(FILE) {
            path = folder.join(name.trim());
        }
        if files.last().is_none_or(|(last, _)| *last != path) {
            files.push((path.clone(), String::new()));
        }
        let (_, text) = files.last_mut().expect("just pushed");
        let times = line.strip_suffix(" times").and_then(|rest| rest.rsplit_once("// "));
        let times = times.and_then(|(_, number)| number.parse().ok()).unwrap_or(1);
        for _ in 0..times {
            let _ = writeln!(text, "{line}");
        }
    }
    for (path, text) in &files {
        std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
        std::fs::write(path, text)?;
    }
    Ok(if whole { path } else { folder.to_owned() })
}

/// The blocks of a README that are marked `fail` or `pass`.
fn blocks(docs: &str) -> Vec<(&'static str, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(&'static str, String)> = None;
    for line in docs.lines() {
        match (&mut open, line.trim_end()) {
            (None, "```jsonc fail") => open = Some(("fail", String::new())),
            (None, "```jsonc pass") => open = Some(("pass", String::new())),
            (Some(_), "```") => blocks.extend(open.take()),
            (Some((_, text)), line) => {
                let _ = writeln!(text, "{line}");
            }
            (None, _) => {}
        }
    }
    blocks
}

fn shown(report: &Report) -> String {
    text(report, TextOptions { concise: false, colour: false, verbose: true })
}
