//! Runs the examples of every room: files in `fail/` and `pass/`, and the marked blocks of its README.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use certificate_diagnosis::Role;
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
    for (number, block) in blocks(lint.docs).into_iter().enumerate() {
        let kind = if block.fails { "fail" } else { "pass" };
        let name = format!("{}/README/{kind}_{}", lint.id.replace('-', "_"), number + 1);
        trials.push(Trial::test(name, move || readme_block(lint, &block)));
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
        !name.contains(".snap") && !name.contains(".parameters.")
    });
    paths.sort();
    paths
}

/// Checks an example. What is in a folder with a `gateway.json` is held against that, packages also against the one in `today`.
fn report_at(lint: &'static Lint, path: &Path) -> Report {
    let given = |path: &Path| Given::Path(path.to_owned());
    let mut request = Request::new(Vec::new(), TODAY.parse().expect("a date"));
    request.lints = vec![lint];
    // The password of all PKCS#12 files among the examples.
    request.passwords = vec!["Depot-1".to_owned()];
    let gateway = path.join("gateway.json");
    let is_profile =
        |other: &PathBuf| vpn_client_files::profile::is_profile_name(&other.to_string_lossy());
    let below =
        examples(path).into_iter().flat_map(|other| examples(&other).into_iter().chain([other]));
    let profiles = below.into_iter().any(|other| is_profile(&other) || is_client_report(&other));
    let mut told_by = path.to_owned();
    let beside: Vec<PathBuf> =
        examples(path).into_iter().filter(|other| is_certificate(other)).collect();
    let today = path.join("today");
    if today.is_dir() {
        let others = examples(path).into_iter().filter(|other| *other != today);
        request.inputs = others.map(|other| given(&other)).collect();
        request.against = vec![given(&today)];
    } else if gateway.is_file() && profiles {
        request.inputs = vec![given(path)];
        request.against = vec![given(&gateway)];
    } else if gateway.is_file() && !beside.is_empty() {
        request.certificates = beside.iter().map(|path| given(path)).collect();
        request.inputs = vec![given(&gateway)];
        told_by.clone_from(&beside[0]);
    } else if is_certificate(path) {
        request.certificates = vec![given(path)];
    } else {
        request.inputs = vec![given(path)];
    }
    let text = std::fs::read_to_string(told_by).unwrap_or_default();
    let first_line = text.lines().next().unwrap_or_default();
    if let Some(today) = told(first_line, "today") {
        request.today = today.parse().expect("a date");
    }
    request.role = told(first_line, "role").map(|role| match role {
        "client" => Role::Client,
        "root" => Role::Root,
        other => panic!("there is no role {other}"),
    });
    // A lint about what other lints say: `// with: some-lint`.
    if let Some(other) = first_line.trim().strip_prefix("// with: ") {
        request.lints.push(gatelint::lints::find(other).expect("a lint"));
    }
    check(&request)
}

fn is_client_report(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "client-report.json")
}

fn is_certificate(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ["cer", "pem", "pfx"].iter().any(|known| ending == *known))
}

/// What the first line of an example says: `// today: 2027-04-01`, or in a certificate file `# role: client`.
fn told<'a>(first_line: &'a str, name: &str) -> Option<&'a str> {
    let line = first_line.trim_start_matches(['/', '#', ' ']);
    let mut parts = line.split(", ").filter_map(|part| part.trim().split_once(": "));
    parts.find(|(key, _)| *key == name).map(|(_, value)| value)
}

fn fails(lint: &'static Lint, path: &Path) -> Result<(), Failed> {
    let report = report_at(lint, path);
    if !report.findings.iter().any(|finding| finding.lint == lint.id) {
        return Err(format!("gives no finding of {}:\n{}", lint.id, shown(&report)).into());
    }
    let folder = path.parent().expect("an example lies in a folder");
    // Reports write forward slashes everywhere.
    let folder_name = folder.display().to_string();
    let folder_name = if cfg!(windows) { folder_name.replace('\\', "/") } else { folder_name };
    let seen = shown(&report).replace(&format!("{folder_name}/"), "");
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
    if report.findings.iter().any(|finding| finding.suppressed.is_none()) {
        return Err(format!("gives a finding:\n{}", shown(report)).into());
    }
    if report.not_evaluated.is_empty() == unknown {
        let wanted = if unknown { "something not evaluated" } else { "everything evaluated" };
        return Err(format!("{wanted} was wanted:\n{}", shown(report)).into());
    }
    Ok(())
}

fn readme_block(lint: &'static Lint, block: &Block) -> Result<(), Failed> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).map_err(|error| error.to_string())
    };
    let path = if block.certificate {
        write("example.pem", &block.text)?;
        if let Some(gateway) = &block.beside {
            write("gateway.json", gateway)?;
        }
        let alone = block.beside.is_none()
            && told(block.text.lines().next().unwrap_or_default(), "role").is_some();
        if alone { folder.path().join("example.pem") } else { folder.path().to_owned() }
    } else {
        write_json(&block.text, folder.path()).map_err(|error| error.to_string())?
    };
    let report = report_at(lint, &path);
    if !block.fails {
        return passed(&report, false);
    }
    if report.findings.is_empty() {
        return Err(format!("gives no finding:\n{}", shown(&report)).into());
    }
    Ok(())
}

/// Writes a block as a file, or as the files that lines such as `// file: index.json` begin. A line that ends in
/// `// 200 times` stands for so many.
fn write_json(block: &str, folder: &Path) -> std::io::Result<PathBuf> {
    const FILE: &str = "// file: ";
    const FILE_IN_XML: &str = "<!-- file: ";
    let whole = !block.starts_with(FILE) && !block.starts_with(FILE_IN_XML);
    let mut path = folder.join("example.json");
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    for line in block.lines() {
        if let Some(name) = line.strip_prefix(FILE) {
            path = folder.join(name.trim());
        }
        if let Some(name) = line.strip_prefix(FILE_IN_XML) {
            // The mark is no part of the file: XML begins with its declaration.
            path = folder.join(name.trim_end_matches("-->").trim());
            files.push((path.clone(), String::new()));
            continue;
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

/// A block of a README that is marked `fail` or `pass`.
#[derive(Default)]
struct Block {
    fails: bool,
    /// Whether it is a certificate file.
    certificate: bool,
    text: String,
    /// The gateway that a certificate is held against: the last block before it that is marked `gateway`.
    beside: Option<String>,
}

fn blocks(docs: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, Block)> = None;
    let mut beside = None;
    for line in docs.lines() {
        let line = line.trim_end();
        match (&mut open, line) {
            (
                None,
                "```jsonc fail" | "```jsonc pass" | "```xml fail" | "```xml pass" | "```pem fail"
                | "```pem pass" | "```jsonc gateway",
            ) => {
                open = Some((line, Block::default()));
            }
            (Some(_), "```") => {
                let Some((mark, mut block)) = open.take() else { continue };
                if mark.ends_with("gateway") {
                    beside = Some(block.text);
                    continue;
                }
                block.fails = mark.ends_with("fail");
                block.certificate = mark.starts_with("```pem");
                block.beside.clone_from(&beside);
                blocks.push(block);
            }
            (Some((_, block)), line) => {
                let _ = writeln!(block.text, "{line}");
            }
            (None, _) => {}
        }
    }
    blocks
}

fn shown(report: &Report) -> String {
    text(report, TextOptions { verbose: true, ..TextOptions::default() })
}
