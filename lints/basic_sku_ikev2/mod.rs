#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, Protocol, Sku, all_hold};

declare_lint! {
    id: "basic-sku-ikev2",
    summary: "IKEv2 is offered by a gateway with the Basic SKU",
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
            .add(listed, "IkeV2 is offered by a Basic gateway: Basic has supported it since November 2025, but older pages deny it")
            .help("test it with one client; if it can't connect, the gateway is older: create a new one, or use VpnGw1AZ or a larger SKU")
            .related(&gateway.sku, "the SKU");
    }
    Ok(())
}
