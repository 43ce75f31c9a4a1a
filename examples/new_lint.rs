//! Makes the room of a new lint: `cargo run --example new_lint -- some-id`.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(id) = std::env::args().nth(1) else {
        return say("usage: cargo run --example new_lint -- some-id");
    };
    let tidy =
        id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !tidy || id.starts_with('-') || id.ends_with('-') {
        return say("an id has lower-case letters, digits and hyphens, as in dns-server-in-pool");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("lints");
    let room = id.replace('-', "_");
    if root.join(&room).exists() {
        return say("there is a room of this name already");
    }
    match make(&root, &id, &room) {
        Ok(()) => {
            say(&format!(
                "made lints/{room}: write its README.md, its examples and its check, then run"
            ));
            say(&format!("    INSTA_UPDATE=always cargo test --test lints {room}"));
            ExitCode::SUCCESS
        }
        Err(error) => say(&format!("can't make the room: {error}")),
    }
}

fn say(words: &str) -> ExitCode {
    // The example is a tool at a terminal; if nobody reads it, nobody misses it.
    let _ = writeln!(std::io::stderr(), "{words}");
    ExitCode::from(2)
}

fn make(root: &Path, id: &str, room: &str) -> std::io::Result<()> {
    let folder = root.join(room);
    fs::create_dir_all(folder.join("fail"))?;
    fs::create_dir_all(folder.join("pass"))?;
    fs::write(folder.join("mod.rs"), MODULE.replace("some-id", id))?;
    fs::write(folder.join("README.md"), README.replace("some-id", id))?;
    let gateway = EXAMPLE.replace("EXAMPLE", "PolicyBased");
    fs::write(folder.join("fail/exported.json"), gateway)?;
    fs::write(folder.join("pass/route-based.json"), EXAMPLE.replace("EXAMPLE", "RouteBased"))?;
    register(&root.join("mod.rs"), room)
}

/// Puts the room's line into the register, in the order of the alphabet.
fn register(path: &Path, room: &str) -> std::io::Result<()> {
    let text = fs::read_to_string(path)?;
    let (head, rest) =
        text.split_once("register! {\n").ok_or_else(|| std::io::Error::other("no register"))?;
    let (list, tail) =
        rest.split_once("}\n").ok_or_else(|| std::io::Error::other("no end of the register"))?;
    let mut rooms: Vec<&str> = list.lines().map(|line| line.trim().trim_end_matches(',')).collect();
    rooms.push(room);
    rooms.sort_unstable();
    fs::write(path, format!("{head}register! {{\n    {},\n}}\n{tail}", rooms.join(",\n    ")))
}

const MODULE: &str = r#"#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Fixable, Lint, Outcome};
use crate::resource::{Gateway, VpnType};

/// The lint of this room.
pub static LINT: Lint = Lint {
    id: "some-id",
    summary: "say the fault in one line",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &[],
    since: "0.1.0",
    fix: Fixable::No,
    docs: include_str!("README.md"),
    check: Check::Gateway(check),
};

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if gateway.vpn_type.get()? == Some(&VpnType::PolicyBased) {
        findings.add(&gateway.vpn_type, "say the fault").help("say the remedy");
    }
    Ok(())
}
"#;

const README: &str = r#"# some-id

## What it finds

```jsonc fail
{ "type": "Microsoft.Network/virtualNetworkGateways", "name": "gw", "properties": { "vpnType": "PolicyBased" } }
```

## Why it matters

## How to fix it

```jsonc pass
{ "type": "Microsoft.Network/virtualNetworkGateways", "name": "gw", "properties": { "vpnType": "RouteBased" } }
```

## When to allow it

## Sources

- [Title](https://learn.microsoft.com/azure/vpn-gateway/): what it says.
"#;

const EXAMPLE: &str = r#"{
  "type": "Microsoft.Network/virtualNetworkGateways",
  "name": "gw",
  "properties": {
    "vpnType": "EXAMPLE"
  }
}
"#;
