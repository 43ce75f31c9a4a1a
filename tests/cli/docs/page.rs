//! A page: its blocks of code, the code in its lines, its headings and its links.

use std::path::{Path, PathBuf};

/// A block of code.
pub(crate) struct Block {
    /// The words behind the fence, such as `jsonc fail`.
    pub(crate) language: String,
    pub(crate) text: String,
}

/// All pages below a folder.
pub(crate) fn below(folder: &Path) -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            pages.extend(below(&path));
        } else if path.extension().is_some_and(|end| end == "md") {
            pages.push(path);
        }
    }
    pages.sort();
    pages
}

/// The lines outside of blocks, and the blocks.
pub(crate) fn parts(text: &str) -> (Vec<&str>, Vec<Block>) {
    let (mut lines, mut blocks) = (Vec::new(), Vec::<Block>::new());
    let mut fence = None;
    for line in text.lines() {
        let inner = line.trim_start();
        match fence {
            None if inner.starts_with("```") => {
                let indent = line.len() - inner.len();
                fence = Some(indent);
                let language = inner.trim_start_matches('`').trim().to_owned();
                blocks.push(Block { language, text: String::new() });
            }
            None => lines.push(line),
            Some(_) if inner.starts_with("```") => fence = None,
            Some(indent) => {
                let block = blocks.last_mut().expect("it was begun");
                block.text.push_str(line.get(indent..).unwrap_or(inner));
                block.text.push('\n');
            }
        }
    }
    assert!(fence.is_none(), "a block has no end:\n{text}");
    (lines, blocks)
}

/// The pieces of code in a line.
pub(crate) fn code(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Where the links of a line lead to.
pub(crate) fn links(line: &str) -> impl Iterator<Item = &str> {
    let plain = line.split('`').step_by(2);
    plain.flat_map(|text| text.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next()))
}

/// The anchor of a heading, as GitHub and mdBook make it.
pub(crate) fn anchor(line: &str) -> Option<String> {
    let heading = line.strip_prefix('#')?.trim_start_matches('#').strip_prefix(' ')?;
    let letters = heading.trim().chars().filter_map(|letter| match letter {
        ' ' => Some('-'),
        '-' | '_' => Some(letter),
        other if other.is_alphanumeric() => Some(other.to_ascii_lowercase()),
        _ => None,
    });
    Some(letters.collect())
}
