#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Connection, Field, Secret};

declare_lint! {
    id: "connection-psk-characters",
    summary: "the shared key of a connection has characters that Azure rejects",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Connection(check),
}

fn check(connection: &Connection, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let key: Field<Secret> = connection.properties.field("sharedKey");
    let Some(secret) = key.value() else { return Ok(()) };
    if secret.is_stand_in() || secret.is_empty() {
        return Ok(());
    }
    let (what, severity) = if !secret.is_printable_ascii() {
        ("characters outside printable ASCII", Severity::Error)
    } else if secret.has_spaces() {
        ("a space", Severity::Error)
    } else if secret.has_dashes() {
        ("a hyphen or a tilde", Severity::Warning)
    } else {
        return Ok(());
    };
    findings
        .add(&key, format!("the shared key has {what}, which Azure doesn't accept according to its documentation"))
        .severity(severity)
        .help("use at least 20 letters and digits, on both sides");
    Ok(())
}
