#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::day;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;

declare_lint! {
    id: "client-cert-expired",
    summary: "a client certificate has expired",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["798", "13801", "0x80090326"],
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(client) = file.client()? else { return Ok(()) };
    if context.moment.is_after_end(client.not_after) {
        findings
            .add(
                file,
                format!(
                    "this client certificate expired on {}",
                    context.moment.told(client.not_after)
                ),
            )
            .date(day(client.not_after))
            .help(
                "issue a new certificate from the root, and install it with its private key on the client",
            );
    }
    Ok(())
}
