//! Links between pages, in the repository and in the book.

use std::path::Path;

use super::page::{anchor, below, links, parts};
use super::{book, root};

/// Checks the links of a page that lead to files; how many there were.
fn check(page: &Path) -> usize {
    let text = std::fs::read_to_string(page).expect("the page");
    let (lines, _) = parts(&text);
    let mut seen = 0;
    for link in lines.iter().flat_map(|line| links(line)) {
        if link.contains("://") || link.starts_with("mailto:") {
            continue;
        }
        let (file, heading) = link.split_once('#').unwrap_or((link, ""));
        let target = if file.is_empty() {
            page.to_owned()
        } else {
            page.parent().expect("a folder").join(file)
        };
        assert!(target.exists(), "{}: there is no {link}", page.display());
        if !heading.is_empty() {
            let there = std::fs::read_to_string(&target).expect("a page");
            let found = parts(&there).0.iter().any(|line| anchor(line).as_deref() == Some(heading));
            assert!(found, "{}: no heading for {link}", page.display());
        }
        seen += 1;
    }
    seen
}

#[test]
fn links_in_the_repository_lead_somewhere() {
    let mut seen = 0;
    for page in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "crates/arm-template/README.md",
        "crates/bicep/README.md",
    ] {
        seen += check(&root().join(page));
    }
    for page in below(&root().join("docs")) {
        // The table of contents names the pages of lints, which only the book has.
        if !page.ends_with("SUMMARY.md") {
            seen += check(&page);
        }
    }
    assert!(seen > 20, "{seen} links");
}

#[test]
fn links_in_the_book_stay_in_the_book() {
    let folder = tempfile::tempdir().expect("a folder");
    book::assemble(&root().join("docs"), folder.path()).expect("put together");
    let source = folder.path().join("src");
    let pages = below(&source);
    assert!(pages.len() > gatelint::lints::ALL.len() + 10);
    let seen: usize = pages.iter().map(|page| check(page)).sum();
    assert!(seen > 2 * gatelint::lints::ALL.len(), "{seen} links");
    let summary = std::fs::read_to_string(source.join("SUMMARY.md")).expect("the contents");
    for page in pages {
        let name = page.strip_prefix(&source).expect("inside").to_string_lossy().replace('\\', "/");
        let listed = name == "SUMMARY.md" || summary.contains(&format!("]({name})"));
        assert!(listed, "{name} is not in docs/SUMMARY.md");
    }
}

#[test]
fn the_book_links_the_names_of_lints() {
    let folder = tempfile::tempdir().expect("a folder");
    book::assemble(&root().join("docs"), folder.path()).expect("put together");
    let read = |page: &str| {
        std::fs::read_to_string(folder.path().join("src").join(page)).expect("the page")
    };
    assert!(read("checks.md").contains("[`pool-overlaps-vnet`](lints/pool-overlaps-vnet.md)"));
    let page = read("lints/pool-overlaps-vnet.md");
    assert!(page.starts_with("# pool-overlaps-vnet\n\nerror · "), "{page}");
    assert!(page.contains("\n## Sources\n"), "{page}");
    assert!(
        read("lints/README.md")
            .contains("| [`pool-overlaps-vnet`](pool-overlaps-vnet.md) | error |")
    );
}
