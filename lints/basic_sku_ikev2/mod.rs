#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, Protocol, Sku, all_hold};

declare_lint! {
    id: "basic-sku-ikev2",
    summary: "IKEv2 is listed for a gateway of the Basic SKU",
    severity: Severity::Note,
    category: Category::Connection,
    symptoms: &["Vpn client protocol IkeV2 is not supported for basic Sku gateway"],
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    // New ones have it.
    if gateway.resource.is_template() {
        return Ok(());
    }
    let client = &gateway.vpn_client;
    let offers = client.offers(&Protocol::IkeV2);
    if all_hold([offers, gateway.is_vpn_of(&Sku::Basic), gateway.serves_clients()])?
        && let Some(listed) = client.protocols.known_element(&Protocol::IkeV2)
    {
        findings
            .add(listed, "IkeV2 on a Basic gateway: the Basic SKU has it since November 2025, and older pages say that it has not")
            .help("try it with one client; where it does not connect, the gateway is older than that: make it anew, or take a VpnGw1AZ or larger SKU")
            .related(&gateway.sku, "the SKU");
    }
    Ok(())
}
