#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{ClientSettings, Protocol};

declare_lint! {
    id: "radius-ikev2-needs-eap",
    summary: "RADIUS over IKEv2 requires an EAP method on the server",
    severity: Severity::Note,
    category: Category::Connection,
    symptoms: &["812"],
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !settings.signs_in_by_radius()? {
        return Ok(());
    }
    if settings.offers(&Protocol::IkeV2)? {
        findings
            .add(
                &settings.client.protocols,
                "RADIUS is used over IKEv2, so the server's network policy requires an EAP method",
            )
            .help("add EAP-MSCHAPv2 or EAP-TLS to the network policy of the server");
    }
    Ok(())
}
