#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::weakness;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;

declare_lint! {
    id: "client-cert-weak",
    summary: "the key or the signature of a client certificate is weak",
    severity: Severity::Warning,
    category: Category::Security,
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(client) = file.client()? else { return Ok(()) };
    let help = "issue it with an RSA key of at least 2048 bits and a SHA-256 signature";
    if let Some(weakness) = weakness(client) {
        findings.add(file, format!("this client certificate has {weakness}")).help(help);
    }
    if let Some(digest) = client.signature_algorithm.digest.filter(|digest| digest.is_broken()) {
        findings.add(file, format!("this client certificate is signed with {digest}")).help(help);
    }
    Ok(())
}
