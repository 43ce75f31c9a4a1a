//! Makes the list of all lints from the lines of `lints/mod.rs`, so that a new room is one line there.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=lints/mod.rs");
    println!("cargo::rerun-if-env-changed=GATELINT_DOCS");
    let register = fs::read_to_string("lints/mod.rs")?;
    let rooms =
        register.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let mut text = String::from("/// All lints, by id.\npub static ALL: &[&Lint] = &[");
    for room in rooms {
        let _ = write!(text, "&{room}::LINT, ");
    }
    text.push_str("];\n");
    let folder =
        env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo says where to write"))?;
    fs::write(Path::new(&folder).join("register.rs"), text)
}
