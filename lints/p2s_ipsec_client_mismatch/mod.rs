#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{ClientSettings, Protocol};

declare_lint! {
    id: "p2s-ipsec-client-mismatch",
    summary: "a custom IPsec policy requires matching settings on clients",
    severity: Severity::Note,
    category: Category::Connection,
    symptoms: &["13868"],
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let policies = &settings.client.ipsec_policies;
    if policies.is_not_there() || policies.items()?.is_empty() {
        return Ok(());
    }
    if settings.offers(&Protocol::IkeV2)? {
        findings
            .add(
                policies,
                "a custom IPsec policy is set, which may not match the defaults of IKEv2 clients",
            )
            .help("set the same policy on each client, on Windows with Set-VpnConnectionIPsecConfiguration");
    }
    Ok(())
}
