#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{ClientSettings, Protocol};

declare_lint! {
    id: "p2s-ipsec-client-mismatch",
    summary: "clients have to be set to the custom IPsec policy",
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
                "a custom IPsec policy: IKEv2 clients on their defaults may not match it",
            )
            .help("set the same on each client, in Windows by Set-VpnConnectionIPsecConfiguration");
    }
    Ok(())
}
