#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, Protocol, Sku, all_hold};

declare_lint! {
    id: "basic-sku-openvpn",
    summary: "OpenVPN is listed for a gateway of the Basic SKU",
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
            .add(listed, "OpenVPN on a Basic gateway: the Basic SKU does not serve it")
            .help("take a VpnGw1AZ or larger SKU; a Basic gateway can't be upgraded, it has to be deleted and created anew")
            .related(&gateway.sku, "the SKU");
    }
    Ok(())
}
