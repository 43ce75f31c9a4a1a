#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, GatewayType};

declare_lint! {
    id: "sku-for-other-gateway-type",
    summary: "the SKU belongs to another type of gateway",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["InvalidGatewaySkuSpecifiedForGatewayDeploymentType"],
    since: "0.1.0",
    peers: &["SKU against type, at apply (terraform-provider-azurerm)"],
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let (Some(kind), Some(sku)) = (gateway.gateway_type.get()?, gateway.sku.get()?) else {
        return Ok(());
    };
    let owner = match kind {
        GatewayType::Vpn if sku.is_expressroute_only() => GatewayType::ExpressRoute,
        GatewayType::ExpressRoute if sku.is_zone_redundant_vpn() || sku.is_zoneless_vpn() => {
            GatewayType::Vpn
        }
        _ => return Ok(()),
    };
    let instead = if *kind == GatewayType::Vpn {
        "VpnGw1AZ to VpnGw5AZ"
    } else {
        "ErGw1AZ to ErGw3AZ or ErGwScale"
    };
    findings
        .add(
            &gateway.sku,
            format!("{sku} is a SKU for {owner} gateways, but this gateway has gatewayType {kind}"),
        )
        .help(format!("use one of {instead}, or set gatewayType to {owner}"))
        .related(&gateway.gateway_type, "the type");
    Ok(())
}
