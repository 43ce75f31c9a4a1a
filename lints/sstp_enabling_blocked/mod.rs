#![doc = include_str!("README.md")]

use crate::facts::SSTP_ENABLING;
use crate::finding::{Applicability, Edit, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite, Protocol, Sku};

declare_lint! {
    id: "sstp-enabling-blocked",
    summary: "a template enables SSTP, which can no longer be enabled",
    severity: Severity::Error,
    category: Category::Retirement,
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    if !gateway.resource.is_template()
        || !SSTP_ENABLING.is_past(context.today)
        || !client.offers(&Protocol::Sstp)?
    {
        return Ok(());
    }
    if let Some(listed) = client.protocols.known_element(&Protocol::Sstp) {
        findings
            .add(listed, format!("SSTP can't be enabled on gateways since {SSTP_ENABLING}"))
            .date(SSTP_ENABLING.from)
            .help("offer IkeV2 or OpenVPN instead, and give the clients a new profile before the change")
            .fix("offer IkeV2 instead", Applicability::Unsafe, instead(gateway, client, context));
    }
    Ok(())
}

/// Where SSTP is the only protocol, `IkeV2` in its place: Windows' own client speaks both.
fn instead(gateway: &Gateway, client: &PointToSite, context: &Context<'_>) -> Option<Edit> {
    let [only] = client.protocols.known_items() else { return None };
    let fits = gateway.sku.value().is_some_and(|sku| *sku != Sku::Basic);
    if fits { context.replace_word(only.origin(), Protocol::IkeV2.word()) } else { None }
}
