#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;

declare_lint! {
    id: "client-cert-not-yet-valid",
    summary: "a client certificate is not valid yet",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["798", "13801", "0x80090326"],
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(client) = file.client()? else { return Ok(()) };
    let begins = context.moment.told(client.not_before);
    if !context.moment.is_after_begin(client.not_before) && client.not_before <= client.not_after {
        findings
            .add(file, format!("this client certificate is valid only from {begins}"))
            .help(format!("wait until {begins}, or issue one that is valid now; a wrong clock on the issuing computer also gives such dates"));
    }
    Ok(())
}
