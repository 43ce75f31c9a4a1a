#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::held_against::AGAIN;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientProfile;

declare_lint! {
    id: "package-server-secret",
    summary: "the server secret of a client profile doesn't have Azure's format",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["Session State: Reset Sent"],
    since: "0.1.0",
    check: Check::Profile(check),
}

/// The digits of a gateway's secret.
const DIGITS: usize = 512;

fn check(profile: &ClientProfile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(secret) = &profile.profile.server_secret else { return Ok(()) };
    let fault = match (secret.is_hexadecimal, secret.length) {
        (true, DIGITS) => return Ok(()),
        (true, digits) => {
            format!("the server secret has {digits} hexadecimal digits instead of {DIGITS}")
        }
        (false, characters) => format!(
            "the server secret has {characters} characters, not all of them hexadecimal digits; it must have {DIGITS} hexadecimal digits"
        ),
    };
    findings.add(profile.span(&secret.range), fault).help(AGAIN);
    Ok(())
}
