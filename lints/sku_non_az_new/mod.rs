#![doc = include_str!("README.md")]

use crate::facts::NON_AZ_SKU_CREATION;
use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::Gateway;

declare_lint! {
    id: "sku-non-az-new",
    summary: "a template creates a gateway with a SKU that can no longer be created",
    severity: Severity::Error,
    category: Category::Retirement,
    symptoms: &["NonAzSkusNotAllowedForVPNGateway"],
    since: "0.1.0",
    peers: &[
        "AZR-000272 (PSRule)",
        "5b1933a6-90e4-f642-a01f-e58594e5aab2 (APRL)",
        "vgw-005 (azqr)",
        "Network_virtualNetworkGateways_ZoneRedundant_Audit (Azure Policy)",
    ],
    fix: Fixable::Unsafe,
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !gateway.resource.is_template() || gateway.resource.existing {
        return Ok(());
    }
    let Some(sku) = gateway.sku.get()? else { return Ok(()) };
    if !sku.is_zoneless_vpn() || !gateway.is_vpn()? {
        return Ok(());
    }
    let Some(successor) = sku.successor() else { return Ok(()) };
    let (severity, message) = if NON_AZ_SKU_CREATION.is_past(context.today) {
        (
            Severity::Error,
            format!("{sku} gateways can no longer be created, only VpnGw1AZ to VpnGw5AZ"),
        )
    } else {
        (
            Severity::Warning,
            format!("{sku} gateways can't be created from {NON_AZ_SKU_CREATION} on"),
        )
    };
    findings
        .add(&gateway.sku, message)
        .severity(severity)
        .key(format!("{sku} can't be created"))
        .date(NON_AZ_SKU_CREATION.from)
        .help(format!(
            "use {successor}, and public IP addresses with the Standard SKU and the zones of the region; neither validation nor what-if reports this"
        ))
        .fix(format!("write {successor}"), Applicability::Unsafe, context.replace_sku(gateway, &successor));
    Ok(())
}
