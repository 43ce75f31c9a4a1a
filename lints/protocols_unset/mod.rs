#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, Gateway, PointToSite};

declare_lint! {
    id: "protocols-unset",
    summary: "no tunnel protocol is specified, so Azure chooses one",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    if !client.protocols.items()?.is_empty() {
        return Ok(());
    }
    let by_entra = client.offer().is_ok_and(|offer| offer.by(&Authentication::Entra));
    let help = if by_entra {
        "set vpnClientProtocols to [\"OpenVPN\"], the only protocol that supports Microsoft Entra ID"
    } else {
        "set vpnClientProtocols to the protocols of your clients, such as [\"OpenVPN\"] or [\"OpenVPN\", \"IkeV2\"]"
    };
    findings
        .add(&client.protocols, "vpnClientProtocols lists no tunnel protocol, so Azure chooses one")
        .severity(if gateway.resource.is_template() { Severity::Warning } else { Severity::Note })
        .help(help);
    Ok(())
}
