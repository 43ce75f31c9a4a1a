//! Any text as a `.bicep` and as a `.bicepparam` file: the tree is the text again, and saying what it says never fails.

#![no_main]

use bicep::{FileKind, ast, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for kind in [FileKind::Template, FileKind::Parameters] {
        let tree = parse(text, kind);
        assert_eq!(tree.to_string(), text);
        let _ = ast::File::read(&tree);
    }
});
