#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;

declare_lint! {
    id: "client-cert-no-subject",
    summary: "a client certificate has no subject",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["798", "13801"],
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(client) = file.client()? else { return Ok(()) };
    if client.subject.is_empty() {
        findings
            .add(file, "this client certificate has an empty subject")
            .help("issue it with a subject that has at least a common name; a name in subjectAltName is not enough");
    }
    Ok(())
}
