#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, Sku};

declare_lint! {
    id: "high-bandwidth-sku",
    summary: "high bandwidth tunnels are enabled on a gateway that doesn't support them",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let large: Field<bool> = gateway.properties.field("enableHighBandwidthVpnGateway");
    if large.is_not_there() || !large.is_on()? || !gateway.is_vpn()? {
        return Ok(());
    }
    if let Some(sku) = gateway.sku.get()?.filter(|sku| **sku != Sku::VpnGw5Az) {
        findings
            .add(
                &large,
                format!(
                    "high bandwidth tunnels are enabled on {sku}, but only VpnGw5AZ supports them"
                ),
            )
            .help("use VpnGw5AZ, or set enableHighBandwidthVpnGateway to false")
            .related(&gateway.sku, "the SKU");
    } else if !gateway.active_active.is_on()? {
        findings
            .add(
                &large,
                "high bandwidth tunnels are enabled on a gateway that is not active-active",
            )
            .help("set activeActive to true, with two IP configurations");
    }
    Ok(())
}
