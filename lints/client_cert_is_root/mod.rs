#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::shortened;
use crate::lint::clients::certificate_files::trusting_gateways;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;

declare_lint! {
    id: "client-cert-is-root",
    summary: "a client certificate is itself a root",
    severity: Severity::Error,
    category: Category::Security,
    symptoms: &["0x80090326"],
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(client) = file.client()? else { return Ok(()) };
    let help =
        "issue a certificate for each client from the root: New-SelfSignedCertificate with -Signer";
    if client.self_issued() {
        findings
            .add(file, "this client certificate is self-signed instead of issued by a root")
            .help(help);
        return Ok(());
    }
    for holder in trusting_gateways(context)? {
        if let Some(root) = holder.trust.lists(client) {
            findings
                .add(
                    file,
                    format!(
                        "this client certificate is itself the root '{}'",
                        shortened(root.label())
                    ),
                )
                .help(help)
                .related(&root.name, "it is listed here");
        }
    }
    Ok(())
}
