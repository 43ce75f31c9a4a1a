#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{ClientProfile, NotEvaluated};
use vpn_client_files::profile::CertificateRole;

declare_lint! {
    id: "package-ovpn-key-mismatch",
    summary: "the private key in a profile doesn't match its client certificate",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Profile(check),
}

fn check(profile: &ClientProfile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let client = profile.certificates.iter().find(|(part, ..)| *part == CertificateRole::Client);
    let (Some((_, client, place)), Some((key, span))) = (client, &profile.key) else {
        return Ok(());
    };
    match key.as_ref().and_then(|key| key.fits(client)) {
        Some(true) => Ok(()),
        Some(false) => {
            findings
                .add(*span, "the private key doesn't match the client certificate")
                .help("insert the key that belongs to the certificate; both come from the same PKCS#12 (.pfx) file")
                .related(*place, "the client certificate");
            Ok(())
        }
        None => Err(NotEvaluated::new(
            "the private key in the profile is encrypted, damaged or without its public half",
            Some(*span),
        )
        .remedy("export it again: openssl pkcs12 -in client.pfx -nocerts -nodes")),
    }
}
