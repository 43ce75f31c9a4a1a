#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, Sku, all_hold, any_holds};

declare_lint! {
    id: "basic-sku-user-groups",
    summary: "user groups are configured on a gateway with the Basic SKU",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let (groups, pools) = (&gateway.policy_groups, &gateway.vpn_client.connection_configurations);
    let groups_set = groups.items().map(|groups| !groups.is_empty());
    let pools_set = pools.items().map(|pools| !pools.is_empty());
    if !all_hold([gateway.is_vpn_of(&Sku::Basic), any_holds([groups_set, pools_set])])? {
        return Ok(());
    }
    let place = if groups.known_items().is_empty() { pools.origin() } else { groups.origin() };
    findings
        .add(place.clone(), "user groups are configured on a Basic gateway, but the Basic SKU doesn't support them")
        .help("use VpnGw1AZ or a larger SKU; a Basic gateway can't be upgraded, so delete it and create a new one")
        .related(&gateway.sku, "the SKU");
    Ok(())
}
