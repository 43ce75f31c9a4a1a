#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{RootFitness, named};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CheckedRoot;

declare_lint! {
    id: "root-cert-not-ca",
    summary: "a root certificate declares that it is not a CA",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(certificate) = root.certificate()? else { return Ok(()) };
    if RootFitness::of(certificate) == RootFitness::NotCa {
        findings
            .add(root, format!("{} declares that it is not a CA: basicConstraints has CA:FALSE", named(root)))
            .help("create a root that can issue certificates, with CA:TRUE or without basicConstraints, and new client certificates from it");
    }
    Ok(())
}
