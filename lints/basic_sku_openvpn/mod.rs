#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, Protocol, Sku, all_hold};

declare_lint! {
    id: "basic-sku-openvpn",
    summary: "OpenVPN is offered by a gateway with the Basic SKU",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let client = &gateway.vpn_client;
    let offers = client.offers(&Protocol::OpenVpn);
    if all_hold([offers, gateway.is_vpn_of(&Sku::Basic), gateway.serves_clients()])?
        && let Some(listed) = client.protocols.known_element(&Protocol::OpenVpn)
    {
        findings
            .add(listed, "OpenVPN is offered by a Basic gateway, but the Basic SKU doesn't support it")
            .help("use VpnGw1AZ or a larger SKU; a Basic gateway can't be upgraded, so delete it and create a new one")
            .related(&gateway.sku, "the SKU");
    }
    Ok(())
}
