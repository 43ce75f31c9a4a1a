#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;

declare_lint! {
    id: "client-cert-no-private-key",
    summary: "a PKCS#12 file for a client has no private key",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if file.keys.as_ref().is_some_and(Vec::is_empty) && file.client()?.is_some() {
        findings
            .add(
                file,
                "this file contains no private key, so Windows won't offer the certificate (798)",
            )
            .help("export it again on the computer that has the key, with 'Yes, export the private key'");
    }
    Ok(())
}
