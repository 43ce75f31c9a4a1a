#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::machine::keys_of_azure;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Machine;

declare_lint! {
    id: "client-private-key-exposed",
    summary: "every user of the computer can read the private key of a connection",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for key in keys_of_azure(machine)? {
        let Some(mode) = &key.mode else { continue };
        // "-rw-r--r--": the kind, then three letters each for the owner, the group and the others.
        if key.has_no_key()
            || !mode.value.starts_with('-')
            || mode.value.as_bytes().get(7) != Some(&b'r')
        {
            continue;
        }
        findings
            .add(
                mode.span,
                format!(
                    "every user of this computer can read the private key of '{}'",
                    key.connection()
                ),
            )
            .help(format!("chmod 600 {}", quoted(&key.path.value)));
    }
    Ok(())
}

/// A path as a word of a shell.
fn quoted(path: &str) -> String {
    format!("'{}'", path.replace('\'', r"'\''"))
}
