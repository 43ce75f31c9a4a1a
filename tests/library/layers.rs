//! The flow goes in one direction: no file looks downstream.

use std::path::{Path, PathBuf};

/// The modules from the bytes to the report. A file may use its own module and those before it.
const LAYERS: [&str; 22] = [
    "counts",
    "visible",
    "console",
    "files",
    "facts",
    "config",
    "source",
    "terraform",
    "finding",
    "symptom",
    "resource",
    "document",
    "lint",
    "lints",
    "select",
    "policy",
    "run",
    "fix",
    "baseline",
    "report",
    "since",
    "cli",
];

fn rank(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| *layer == module)
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn no_file_looks_downstream() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    rust_files(&root.join("src"), &mut files);
    let of_lints = files.len();
    rust_files(&root.join("lints"), &mut files);
    let mut faults = Vec::new();
    for (at, path) in files.iter().enumerate() {
        let own = if at >= of_lints {
            "lints".to_owned()
        } else {
            let inside = path.strip_prefix(root.join("src")).expect("below src");
            let first = inside
                .components()
                .next()
                .expect("a name")
                .as_os_str()
                .to_string_lossy()
                .into_owned();
            first.trim_end_matches(".rs").to_owned()
        };
        if own == "main" || own == "lib" {
            continue;
        }
        let own_rank = rank(&own).unwrap_or_else(|| panic!("{own} is in no layer"));
        let text = std::fs::read_to_string(path).expect("a source file");
        for used in used_modules(&text) {
            let used_rank = rank(&used)
                .unwrap_or_else(|| panic!("{used}, used by {}, is in no layer", path.display()));
            if used_rank > own_rank {
                faults.push(format!("{} looks down at {used}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The modules that a file names as `crate::module`.
fn used_modules(text: &str) -> Vec<String> {
    text.match_indices("crate::")
        .filter(|(at, _)| !text[..*at].ends_with('$'))
        .map(|(at, word)| {
            let rest = &text[at + word.len()..];
            let end =
                rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
            rest[..end].to_owned()
        })
        .filter(|module| !module.is_empty())
        .collect()
}
