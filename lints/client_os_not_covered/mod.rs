#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite, Protocol};

declare_lint! {
    id: "client-os-not-covered",
    summary: "OpenVPN isn't offered, and clients that need it get no profile",
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
            .add(&client.protocols, "only SSTP is offered: macOS, Linux, iOS and Android can't connect")
            .help("offer OpenVPN instead, or IKEv2 beside SSTP, when other clients than Windows shall connect");
    } else if protocols.contains(&Protocol::IkeV2) && !protocols.contains(&Protocol::OpenVpn) {
        findings
            .add(&client.protocols, "OpenVPN isn't offered: the profile package has no folders AzureVPN and OpenVPN, and the Azure VPN Client and OpenVPN's clients can't connect")
            .help("when they shall, add OpenVPN to vpnClientProtocols (every SKU but Basic has it), then download the package again; the clients built into Windows and macOS, and strongSwan, use IKEv2")
            .symptoms(&[]);
    }
    Ok(())
}
