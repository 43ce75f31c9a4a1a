//! Puts the source of the documentation's book together in target/book-src: the pages of docs/ and one for each lint.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gatelint::lint::Lint;
use gatelint::lints::ALL;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let book =
        std::env::args_os().nth(1).map_or_else(|| root.join("target/book-src"), PathBuf::from);
    match assemble(&root.join("docs"), &book) {
        Ok(pages) => say(&format!("{pages} pages; now run: mdbook build {}", book.display())),
        Err(error) => {
            say(&format!("can't put the book together: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn say(words: &str) -> ExitCode {
    // The example is a tool at a terminal; if nobody reads it, nobody misses it.
    let _ = writeln!(io::stderr(), "{words}");
    ExitCode::SUCCESS
}

/// Puts the source of the book into the folder, and counts the pages.
pub(crate) fn assemble(docs: &Path, book: &Path) -> io::Result<usize> {
    let source = book.join("src");
    if source.exists() {
        fs::remove_dir_all(&source)?;
    }
    fs::create_dir_all(source.join("lints"))?;
    fs::copy(docs.join("book.toml"), book.join("book.toml"))?;
    let mut pages = copy(docs, &source, "")?;
    let summary = fs::read_to_string(docs.join("SUMMARY.md"))?;
    fs::write(source.join("SUMMARY.md"), with_lints(&summary))?;
    fs::write(source.join("lints/README.md"), table())?;
    for lint in ALL {
        fs::write(source.join(format!("lints/{}.md", lint.id)), page(lint))?;
        pages += 1;
    }
    Ok(pages + 1)
}

/// Copies the pages and schemas of a folder and of those in it; `up` leads from there back to the first one.
fn copy(from: &Path, to: &Path, up: &str) -> io::Result<usize> {
    let mut pages = 0;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() && path.join("README.md").exists() && up.is_empty() {
            // Notes on the files of a folder, such as the catalogue's, are no pages.
        } else if path.is_dir() {
            fs::create_dir_all(&target)?;
            pages += copy(&path, &target, &format!("{up}../"))?;
        } else if path.extension().is_some_and(|end| end == "md") {
            fs::write(target, linked(&fs::read_to_string(&path)?, up))?;
            pages += 1;
        } else if path.extension().is_some_and(|end| end == "json") {
            fs::copy(&path, target)?;
        }
    }
    Ok(pages)
}

/// The page with ids of lints as links to their pages, except in blocks and in links.
fn linked(text: &str, up: &str) -> String {
    let mut block = false;
    let mut page = String::new();
    for line in text.lines() {
        block ^= line.trim_start().starts_with("```");
        let mut rest = line;
        while !block && let Some((before, code, after)) = code(rest) {
            page.push_str(&plain(before));
            let known = ALL.iter().any(|lint| lint.id == code);
            if known && !before.ends_with('[') {
                let _ = write!(page, "[`{code}`]({up}lints/{code}.md)");
            } else {
                let _ = write!(page, "`{code}`");
            }
            rest = after;
        }
        page.push_str(&if block { rest.to_owned() } else { plain(rest) });
        page.push('\n');
    }
    page
}

/// The text with placeholders such as `<name>`, which HTML would take for its own; addresses in such brackets stay.
fn plain(text: &str) -> String {
    let mut pieces = text.split('<');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        plain.push_str(if piece.starts_with("http") { "<" } else { "&lt;" });
        plain.push_str(piece);
    }
    plain
}

/// What stands before the next piece of code, the code, and what follows.
fn code(line: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = line.split_once('`')?;
    let (code, after) = rest.split_once('`')?;
    Some((before, code, after))
}

/// The table of contents with the lints below their entry.
fn with_lints(summary: &str) -> String {
    let entry = "- [Lints](lints/README.md)\n";
    let mut all = entry.to_owned();
    for lint in ALL {
        let _ = writeln!(all, "  - [{id}](lints/{id}.md)", id = lint.id);
    }
    summary.replace(entry, &all)
}

/// The page of all lints.
fn table() -> String {
    let mut page = format!(
        "# Lints\n\nThe {} lints of gatelint {}. `gatelint lints` lists them at a terminal, `gatelint explain` shows a \
         page.\n\n| lint | severity | category | fix | what it finds |\n|---|---|---|---|---|\n",
        ALL.len(),
        env!("CARGO_PKG_VERSION")
    );
    for lint in ALL {
        let _ = writeln!(
            page,
            "| [`{id}`]({id}.md) | {} | {} | {} | {} |",
            lint.severity.word(),
            lint.category.word(),
            lint.fix.word(),
            cell(lint.summary),
            id = lint.id
        );
    }
    page
}

/// The page of a lint: its README.md, with what the register knows under the title.
fn page(lint: &Lint) -> String {
    let whole = lint.page();
    let words = whole.split_once('\n').map_or("", |(_, words)| words);
    let mut page = format!(
        "# {}\n\n{} · {} · fix: {} · since {}\n",
        lint.id,
        lint.severity.word(),
        lint.category.word(),
        lint.fix.word(),
        lint.since
    );
    if !lint.symptoms.is_empty() {
        let _ = write!(page, "\nUsers see:\n\n");
        for symptom in lint.symptoms {
            let _ = writeln!(page, "* {}", cell(symptom));
        }
    }
    page + &linked(words, "../")
}

/// The text where Markdown and HTML would take some of its characters for their own.
fn cell(text: &str) -> String {
    let mut cell = String::new();
    for letter in text.chars() {
        match letter {
            '<' => cell.push_str("&lt;"),
            '>' => cell.push_str("&gt;"),
            '&' => cell.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | '\\' => cell.extend(['\\', letter]),
            other => cell.push(other),
        }
    }
    cell
}
