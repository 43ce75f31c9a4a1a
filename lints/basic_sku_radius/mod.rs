#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, Gateway, Sku, all_hold, any_holds};

declare_lint! {
    id: "basic-sku-radius",
    summary: "RADIUS authentication is configured on a gateway with the Basic SKU",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let client = &gateway.vpn_client;
    let set = any_holds([
        client.authenticates_by(&Authentication::Radius),
        client.has_settings_for(&Authentication::Radius),
    ]);
    if all_hold([set, gateway.is_vpn_of(&Sku::Basic), gateway.serves_clients()])? {
        findings
            .add(client.place_of(&Authentication::Radius), "RADIUS authentication is configured on a Basic gateway, but the Basic SKU doesn't support it")
            .help("use VpnGw1AZ or a larger SKU; a Basic gateway can't be upgraded, so delete it and create a new one")
            .related(&gateway.sku, "the SKU");
    }
    Ok(())
}
