#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite, Protocol};

declare_lint! {
    id: "client-os-not-covered",
    summary: "OpenVPN isn't offered, so clients that need it get no profile",
    severity: Severity::Note,
    category: Category::Connection,
    symptoms: &["800"],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    _: &Gateway,
    client: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let protocols = client.listed_protocols()?;
    if protocols == [Protocol::Sstp] {
        findings
            .add(&client.protocols, "only SSTP is offered, so macOS, Linux, iOS and Android can't connect")
            .help("for clients other than Windows, offer OpenVPN instead, or IKEv2 in addition to SSTP");
    } else if protocols.contains(&Protocol::IkeV2) && !protocols.contains(&Protocol::OpenVpn) {
        findings
            .add(&client.protocols, "OpenVPN isn't offered: the profile package lacks the folders AzureVPN and OpenVPN, so the Azure VPN Client and OpenVPN clients can't connect")
            .help("to support them, add OpenVPN to vpnClientProtocols (every SKU except Basic), then download the package again; the built-in clients of Windows and macOS, and strongSwan, use IKEv2")
            .symptoms(&[]);
    }
    Ok(())
}
