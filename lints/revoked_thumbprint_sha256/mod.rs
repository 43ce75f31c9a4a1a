#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::shortened;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::RevokedCertificate;
use certificate_diagnosis::{ThumbprintKind, read_thumbprint};

declare_lint! {
    id: "revoked-thumbprint-sha256",
    summary: "a revoked certificate has a SHA-256 thumbprint",
    severity: Severity::Error,
    category: Category::Security,
    since: "0.1.0",
    check: Check::RevokedCertificate(check),
}

fn check(revoked: &RevokedCertificate, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(text) = revoked.thumbprint.get()? else { return Ok(()) };
    if read_thumbprint(text).kind == ThumbprintKind::Sha256 {
        findings
            .add(
                &revoked.thumbprint,
                format!(
                    "revoked certificate '{}' has a SHA-256 thumbprint, which revokes nothing",
                    shortened(revoked.label())
                ),
            )
            .help(
                "use the SHA-1 thumbprint: openssl x509 -in client.cer -noout -fingerprint -sha1",
            );
    }
    Ok(())
}
