//! Reads files and folders: whether their trees are their texts again, and what is wrong with them.

#![expect(clippy::print_stdout, reason = "an example shows")]

use std::path::{Path, PathBuf};

use bicep::{FileKind, ast, parse};

fn main() {
    let mut open: Vec<PathBuf> = std::env::args_os().skip(1).map(Into::into).collect();
    let (mut count, mut bytes, mut wrong) = (0u32, 0usize, 0u32);
    let begin = std::time::Instant::now();
    while let Some(path) = open.pop() {
        if let Ok(entries) = std::fs::read_dir(&path) {
            open.extend(entries.flatten().map(|entry| entry.path()));
        } else if let Some(kind) = kind_of(&path)
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            count += 1;
            bytes += text.len();
            wrong += u32::from(!show(&path, &text, kind));
        }
    }
    let took = begin.elapsed();
    println!("{count} files, {bytes} bytes, {wrong} with errors, {took:?}");
}

fn kind_of(path: &Path) -> Option<FileKind> {
    match path.extension()?.to_str()? {
        "bicep" => Some(FileKind::Template),
        "bicepparam" => Some(FileKind::Parameters),
        _ => None,
    }
}

fn show(path: &Path, text: &str, kind: FileKind) -> bool {
    let tree = parse(text, kind);
    assert_eq!(tree.to_string(), text, "{}", path.display());
    let _file = ast::File::read(&tree);
    for error in tree.errors() {
        let before = &text[..error.span.start as usize];
        let line = before.matches('\n').count() + 1;
        println!("{}:{line}: {} {}", path.display(), error.code, error.message);
    }
    tree.errors().is_empty()
}
