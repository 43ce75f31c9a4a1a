#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::shortened;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;

declare_lint! {
    id: "client-cert-san-upn",
    summary: "a client certificate contains a user principal name",
    severity: Severity::Note,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(client) = file.client()? else { return Ok(()) };
    if let Some(name) = client.user_principal_names().next() {
        findings
            .add(file, format!("this client certificate contains the user principal name {}", shortened(name)))
            .help("if clients can't open file shares over the VPN, set DisableDomainCreds to 1 on the client, or issue certificates without the name");
    }
    Ok(())
}
