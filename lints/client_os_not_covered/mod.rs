#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite, Protocol};

declare_lint! {
    id: "client-os-not-covered",
    summary: "only SSTP is offered, which only Windows has",
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
    if client.listed_protocols()? == [Protocol::Sstp] {
        findings
            .add(&client.protocols, "only SSTP is offered: macOS, Linux, iOS and Android can't connect")
            .help("offer OpenVPN instead, or IKEv2 beside SSTP, when other clients than Windows shall connect");
    }
    Ok(())
}
