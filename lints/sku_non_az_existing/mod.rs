#![doc = include_str!("README.md")]

use crate::facts::NON_AZ_SKUS;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Gateway;

declare_lint! {
    id: "sku-non-az-existing",
    summary: "an existing gateway has a SKU that is retired",
    severity: Severity::Warning,
    category: Category::Retirement,
    since: "0.1.0",
    peers: &[
        "AZR-000272 (PSRule)",
        "5b1933a6-90e4-f642-a01f-e58594e5aab2 (APRL)",
        "vgw-005 (azqr)",
        "Network_virtualNetworkGateways_ZoneRedundant_Audit (Azure Policy)",
    ],
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if gateway.resource.is_template() {
        return Ok(());
    }
    let Some(sku) = gateway.sku.get()? else { return Ok(()) };
    if !sku.is_zoneless_vpn() || !gateway.is_vpn()? {
        return Ok(());
    }
    let Some(successor) = sku.successor() else { return Ok(()) };
    let when = if NON_AZ_SKUS.is_past(context.today) { "was retired on" } else { "retires on" };
    findings
        .add(&gateway.sku, format!("{sku} {when} {NON_AZ_SKUS}; Azure moves its gateways to {successor}"))
        .key(format!("{sku} is retired"))
        .help(format!(
            "change it to {successor} yourself, at a time of your choice; with a public IP address of SKU Standard there is no downtime"
        ));
    Ok(())
}
