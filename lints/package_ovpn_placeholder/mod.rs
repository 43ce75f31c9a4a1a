#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientProfile;

declare_lint! {
    id: "package-ovpn-placeholder",
    summary: "an OpenVPN profile still has a placeholder instead of the certificate or key",
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
            ("the private key", "of the client certificate, including its BEGIN and END lines")
        } else {
            ("the client certificate", "as PEM, including its BEGIN and END lines")
        };
        findings
            .add(
                profile.at(placeholder),
                format!("{} was not replaced with {what}", placeholder.text),
            )
            .help(format!("insert {what} here, {whose}"));
    }
    Ok(())
}
