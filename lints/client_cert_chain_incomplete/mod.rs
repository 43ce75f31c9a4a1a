#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::shortened;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;

declare_lint! {
    id: "client-cert-chain-incomplete",
    summary: "a PKCS#12 file for a client lacks issuers of the client certificate",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(client) = file.client()? else { return Ok(()) };
    // Without its key it has to be exported again anyway.
    if file.has_key_of(client) != Some(true) {
        return Ok(());
    }
    if let Some(last) = file.broken_off_at(client) {
        let missing = shortened(&last.issuer.short());
        let whose = if last.der == client.der {
            "the client certificate".to_owned()
        } else {
            shortened(&last.subject.short())
        };
        findings
            .add(file, format!("{missing}, which issued {whose}, is not in this file: unless it is installed separately, the client can't connect"))
            .help("export the PFX again with 'Include all certificates in the certification path if possible', or also install that certificate on each client");
    }
    Ok(())
}
