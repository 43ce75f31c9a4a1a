#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientProfile;

declare_lint! {
    id: "package-ovpn-placeholder",
    summary: "an OpenVPN profile still has a placeholder where certificate or key belong",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Profile(check),
}

fn check(profile: &ClientProfile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    // Every downloaded package has them; a file that is given alone is to be used as it is.
    if !profile.alone {
        return Ok(());
    }
    for placeholder in &profile.profile.placeholders {
        let (what, whose) = if placeholder.text == "$PRIVATEKEY" {
            (
                "the private key",
                "of the client certificate, -----BEGIN PRIVATE KEY----- and its end included",
            )
        } else {
            ("the client certificate", "as PEM, -----BEGIN CERTIFICATE----- and its end included")
        };
        findings
            .add(
                profile.at(placeholder),
                format!("{} was not replaced by {what}", placeholder.text),
            )
            .help(format!("put {what} here, {whose}"));
    }
    Ok(())
}
