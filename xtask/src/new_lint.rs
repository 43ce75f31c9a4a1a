//! Makes the room of a new lint: a skeleton whose tests fail until every sentence, example and check is written.

use std::fs;
use std::path::Path;

/// Makes the room and its line in the register; gives what to do next.
pub(crate) fn make(lints: &Path, id: &str) -> Result<String, String> {
    if !is_id(id) {
        return Err(
            "an id has lower-case letters, digits and single hyphens, as in dns-server-in-pool"
                .to_owned(),
        );
    }
    let room = id.replace('-', "_");
    let folder = lints.join(&room);
    if folder.exists() {
        return Err(format!("lints/{room} already exists"));
    }
    write(&folder, id).map_err(|error| format!("lints/{room} can't be written: {error}"))?;
    let register = lints.join("mod.rs");
    let text = fs::read_to_string(&register).map_err(|error| format!("lints/mod.rs: {error}"))?;
    fs::write(&register, registered(&text, &room))
        .map_err(|error| format!("lints/mod.rs: {error}"))?;
    Ok(format!(
        "created lints/{room}. Its tests fail until you replace every TODO:\n\
         \x20 README.md   what it finds, why it matters, how to fix it; the documentation\n\
         \x20 mod.rs      the lint and its check\n\
         \x20 fail/       files with the fault; INSTA_UPDATE=always writes the report beside each of them\n\
         \x20 pass/       files without the fault, each named after the reason why it passes\n\
         then run\n\
         \x20 INSTA_UPDATE=always cargo test --test lints {room}\n\
         \x20 cargo test --test library"
    ))
}

fn is_id(id: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    id.split('-').all(|word| !word.is_empty() && word.bytes().all(fits))
}

fn write(folder: &Path, id: &str) -> std::io::Result<()> {
    for (path, text) in [
        ("mod.rs", MODULE),
        ("README.md", README),
        ("fail/exported.json", EXAMPLE),
        ("pass/todo-the-reason-why.json", EXAMPLE),
    ] {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text.replace("some-id", id))?;
    }
    Ok(())
}

/// The register with the room's line, in the order of the alphabet.
fn registered(text: &str, room: &str) -> String {
    let line = format!("pub mod {room};");
    let mut lines: Vec<&str> = text.lines().collect();
    let is_room = |line: &&str| line.starts_with("pub mod ");
    let first = lines.iter().position(is_room).unwrap_or(lines.len());
    let after = lines[first..].iter().take_while(|other| is_room(other) && **other < line.as_str());
    lines.insert(first + after.count(), &line);
    lines.join("\n") + "\n"
}

const MODULE: &str = r#"#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Gateway;

declare_lint! {
    id: "some-id",
    summary: "TODO: the fault in one line, lower case, without a period",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "TODO: the next version",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    // TODO: read typed fields (`gateway.sku.get()?` exits the lint if the value is unknown), and report the fault at
    // its position: findings.add(&gateway.sku, "the fault").help("the remedy, with the property or command").
    let _ = (gateway, findings);
    Ok(())
}
"#;

const README: &str = r#"# some-id

## What it finds

TODO: the fault, in two or three sentences, and a configuration with it.

```jsonc fail
{ "type": "Microsoft.Network/virtualNetworkGateways", "name": "gw", "properties": {} }
```

## Why it matters

TODO: what the user sees, when, and with which error text.

## How to fix it

TODO: the property or the command to change.

```jsonc pass
{ "type": "Microsoft.Network/virtualNetworkGateways", "name": "gw", "properties": {} }
```

## When to allow it

TODO: when the configuration is right, or "Never: …".

## Sources

- [TODO: title](https://learn.microsoft.com/azure/vpn-gateway/): what it says.
"#;

const EXAMPLE: &str = r#"{
  "type": "Microsoft.Network/virtualNetworkGateways",
  "name": "gw",
  "properties": {
    "TODO": "the fault, or the correct configuration"
  }
}
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_words_with_hyphens() {
        assert!(is_id("dns-server-in-pool") && is_id("a1"));
        for bad in ["", "-a", "a-", "a--b", "A", "a_b", "../x", "ä"] {
            assert!(!is_id(bad), "{bad}");
        }
    }

    #[test]
    fn the_register_stays_in_order() {
        let register = "//! Head.\n\npub mod a;\npub mod c;\n\nrest\n";
        let with = |room| registered(register, room);
        assert_eq!(with("b"), "//! Head.\n\npub mod a;\npub mod b;\npub mod c;\n\nrest\n");
        assert_eq!(with("d"), "//! Head.\n\npub mod a;\npub mod c;\npub mod d;\n\nrest\n");
        assert_eq!(with("A"), "//! Head.\n\npub mod A;\npub mod a;\npub mod c;\n\nrest\n");
    }

    #[test]
    fn a_room_is_made_once_and_says_what_is_to_do() {
        let lints = std::env::temp_dir().join(format!("gatelint-new-lint-{}", std::process::id()));
        fs::create_dir_all(&lints).expect("a folder");
        fs::write(lints.join("mod.rs"), "pub mod a;\n").expect("a register");
        make(&lints, "some-new-lint").expect("is made");
        let module = fs::read_to_string(lints.join("some_new_lint/mod.rs")).expect("is there");
        assert!(module.contains("id: \"some-new-lint\"") && module.contains("TODO"));
        let register = fs::read_to_string(lints.join("mod.rs")).expect("is there");
        assert_eq!(register, "pub mod a;\npub mod some_new_lint;\n");
        assert!(make(&lints, "some-new-lint").is_err());
        fs::remove_dir_all(&lints).expect("is removed");
    }
}
