#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite, Protocol};

declare_lint! {
    id: "ikev2-udp-only",
    summary: "only IKEv2 is offered, whose UDP ports many networks block",
    severity: Severity::Note,
    category: Category::Connection,
    symptoms: &["809", "800"],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    _: &Gateway,
    client: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    if client.listed_protocols()? == [Protocol::IkeV2] {
        findings
            .add(&client.protocols, "only IKEv2 is offered, so clients need UDP ports 500 and 4500 open wherever they are")
            .help("also offer OpenVPN, which uses TCP port 443, for users in hotels and behind corporate firewalls");
    }
    Ok(())
}
