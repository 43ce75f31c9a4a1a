#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::Gateway;

declare_lint! {
    id: "generation-sku-mismatch",
    summary: "the gateway's SKU doesn't exist in its generation",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["VirtualNetworkGatewaySkuCannotBeCreatedForSpecifiedVmGeneration"],
    since: "0.1.0",
    peers: &["SKU against generation, at apply (terraform-provider-azurerm)"],
    fix: Fixable::Unsafe,
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    // Microsoft moves gateways to Generation2 by itself: what exists may show any pair.
    if !gateway.resource.is_template() {
        return Ok(());
    }
    let (Some(generation), Some(sku)) = (gateway.generation.get()?, gateway.sku.get()?) else {
        return Ok(());
    };
    let (Some(number), Some(fitting)) = (generation.number(), sku.generations()) else {
        return Ok(());
    };
    if fitting.contains(&number) || !gateway.is_vpn()? {
        return Ok(());
    }
    let wanted = format!("Generation{}", fitting[0]);
    findings
        .add(&gateway.generation, format!("{sku} is a {wanted} SKU, but this gateway has {generation}"))
        .help(format!("set vpnGatewayGeneration to {wanted}, or use a SKU of {generation}; the generation of an existing gateway can't be changed"))
        .related(&gateway.sku, "the SKU")
        .fix(format!("write {wanted}"), Applicability::Unsafe, context.replace_word(gateway.generation.origin(), &wanted));
    Ok(())
}
