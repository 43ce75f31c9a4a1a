#![doc = include_str!("README.md")]

use crate::facts::{NON_AZ_SKU_CHANGES, NON_AZ_SKUS};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Gateway;

declare_lint! {
    id: "sku-non-az-existing",
    summary: "an existing gateway has a retired SKU",
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
            "{sku} {when} {NON_AZ_SKUS}; Azure rejects every update of this gateway until it is {successor}"
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
            format!("Microsoft has been migrating remaining gateways since August 2026, without individual notice; to change this one earlier, open a support request, or create a new gateway with SKU {successor}")
        } else {
            format!("change it to {successor} yourself at a convenient time; with a Standard public IP address there is no downtime")
        });
    Ok(())
}
