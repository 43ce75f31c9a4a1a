#![doc = include_str!("README.md")]

use crate::facts::{NON_AZ_SKU_CHANGES, NON_AZ_SKUS};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Gateway;

declare_lint! {
    id: "sku-non-az-existing",
    summary: "an existing gateway has a SKU that is retired",
    severity: Severity::Error,
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
    let frozen = NON_AZ_SKU_CHANGES.is_past(context.today);
    let when = if NON_AZ_SKUS.is_past(context.today) { "was retired on" } else { "retires on" };
    let message = if frozen {
        format!(
            "{sku} {when} {NON_AZ_SKUS}; Azure refuses every change of this gateway until it has become {successor}"
        )
    } else {
        format!("{sku} {when} {NON_AZ_SKUS}; Azure moves its gateways to {successor}")
    };
    findings
        .add(&gateway.sku, message)
        .key(format!("{sku} is retired"))
        .date(NON_AZ_SKUS.from)
        .severity(if frozen { Severity::Error } else { Severity::Warning })
        .help(if frozen {
            format!("Microsoft migrates what is left since August 2026, without notice for each gateway; to be able to change this one before, open a support request, or make a new gateway of SKU {successor}")
        } else {
            format!("change it to {successor} yourself, at a time of your choice; with a public IP address of SKU Standard there is no downtime")
        });
    Ok(())
}
