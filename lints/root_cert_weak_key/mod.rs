#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{named, weakness};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CheckedRoot;

declare_lint! {
    id: "root-cert-weak-key",
    summary: "the key of a root certificate is weak",
    severity: Severity::Warning,
    category: Category::Security,
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(certificate) = root.certificate()? else { return Ok(()) };
    let Some(weakness) = weakness(certificate) else { return Ok(()) };
    findings.add(root, format!("{} has {weakness}", named(root))).help(
        "create a root with an RSA key of at least 2048 bits, and new client certificates from it",
    );
    Ok(())
}
