#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Fixable, Lint, Outcome};
use crate::resource::{Gateway, PointToSite, Protocol};

/// The lint of this room.
pub static LINT: Lint = Lint {
    id: "client-os-not-covered",
    summary: "only SSTP is offered, which only Windows has",
    severity: Severity::Note,
    category: Category::Connection,
    symptoms: &["800"],
    since: "0.1.0",
    fix: Fixable::No,
    docs: include_str!("README.md"),
    check: Check::PointToSite(check),
};

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
