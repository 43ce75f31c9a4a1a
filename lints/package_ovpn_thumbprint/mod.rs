#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientProfile;

declare_lint! {
    id: "package-ovpn-thumbprint",
    summary: "an OpenVPN profile has a thumbprint instead of the client certificate",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Profile(check),
}

fn check(profile: &ClientProfile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if let Some(text) = &profile.profile.thumbprint_for_certificate {
        findings
            .add(profile.at(text), "the profile has a thumbprint instead of the client certificate")
            .help(
                "insert the certificate itself, as PEM: openssl x509 -in client.cer -outform pem",
            );
    }
    Ok(())
}
