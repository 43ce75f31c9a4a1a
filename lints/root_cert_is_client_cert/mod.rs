#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{RootFitness, named, shortened};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CheckedRoot;

declare_lint! {
    id: "root-cert-is-client-cert",
    summary: "a client certificate is listed as a root",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["0x80090326"],
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(certificate) = root.certificate()? else { return Ok(()) };
    if RootFitness::of(certificate) != RootFitness::EndEntity {
        return Ok(());
    }
    let purposes = certificate.extended_key_usage.as_deref().unwrap_or_default();
    let kind = if purposes.iter().any(certificate_diagnosis::Purpose::is_client_authentication) {
        "a client certificate"
    } else if purposes.iter().any(certificate_diagnosis::Purpose::is_server_authentication) {
        "a server certificate"
    } else {
        "no CA certificate"
    };
    let (subject, issuer) =
        (shortened(&certificate.subject.short()), shortened(&certificate.issuer.short()));
    findings
        .add(root, format!("{} is {kind}: {subject}, issued by {issuer}", named(root)))
        .help(format!("list the certificate of {issuer} instead; client certificates are installed on the clients only"));
    Ok(())
}
