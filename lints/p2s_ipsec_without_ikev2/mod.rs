#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{ClientSettings, Protocol};

declare_lint! {
    id: "p2s-ipsec-without-ikev2",
    summary: "an IPsec policy for clients is set, but IKEv2 is not offered",
    severity: Severity::Note,
    category: Category::Hygiene,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let policies = &settings.client.ipsec_policies;
    if policies.is_not_there() || policies.items()?.is_empty() {
        return Ok(());
    }
    // Where no protocol is listed, the service chooses.
    if settings.client.protocols.items()?.is_empty() || settings.offers(&Protocol::IkeV2)? {
        return Ok(());
    }
    findings
        .add(policies, "a custom IPsec policy without IKEv2 has no effect")
        .help("remove the policy, or add IkeV2 to vpnClientProtocols")
        .related(&settings.client.protocols, "the protocols");
    Ok(())
}
