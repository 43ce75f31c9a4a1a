#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::shortened;
use crate::lint::clients::certificate_files::trusting_gateways;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;

declare_lint! {
    id: "client-cert-revoked",
    summary: "a client certificate is revoked on the gateway",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["13801", "0x80090326"],
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(client) = file.client()? else { return Ok(()) };
    for holder in trusting_gateways(context)? {
        if let Some(entry) = holder.trust.revokes(client) {
            let gateway = holder.lists.resource.subject().name;
            findings
                .add(file, format!("this client certificate is revoked on {gateway}, as '{}'", shortened(entry.label())))
                .help("issue another certificate for the client, or remove the entry if the client must connect with this one")
                .related(&entry.thumbprint, "its SHA-1 thumbprint is listed here");
        } else if let Some(why) = holder.trust.unknown_revocation {
            findings.not_evaluated(why);
        }
    }
    Ok(())
}
