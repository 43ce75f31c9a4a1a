#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{RootFitness, named, shortened};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CheckedRoot;

declare_lint! {
    id: "root-cert-not-self-signed",
    summary: "a root certificate is an intermediate CA certificate, issued by another CA",
    severity: Severity::Note,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(certificate) = root.certificate()? else { return Ok(()) };
    // Of these it is known what they are.
    if root.is_intermediate()
        || certificate.public_ca().is_some()
        || certificate.known_sample().is_some()
    {
        return Ok(());
    }
    if RootFitness::of(certificate) == RootFitness::Issued {
        let (subject, issuer) =
            (shortened(&certificate.subject.short()), shortened(&certificate.issuer.short()));
        findings
            .add(root, format!("{} is not a root: {subject} is issued by {issuer}", named(root)))
            .help(format!("add the root, the certificate at the end of the chain from {issuer}, or replace this one with it"));
    }
    Ok(())
}
