#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;

declare_lint! {
    id: "client-key-mismatch",
    summary: "the private key in a PKCS#12 file doesn't match its client certificate",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let has_keys = file.keys.as_ref().is_some_and(|keys| !keys.is_empty());
    let Some(client) = file.client()?.filter(|_| has_keys) else { return Ok(()) };
    if file.has_key_of(client) == Some(false) {
        findings
            .add(file, "the private key in this file doesn't match the client certificate")
            .help("export the certificate again with its own key, or issue a new certificate");
    }
    Ok(())
}
