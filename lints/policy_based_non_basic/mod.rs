#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, Sku, VpnType, all_hold};

declare_lint! {
    id: "policy-based-non-basic",
    summary: "a policy-based gateway has a SKU other than Basic",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    peers: &["SKU against vpn_type, at apply (terraform-provider-azurerm)"],
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let policy_based = gateway.vpn_type.get().map(|kind| kind == Some(&VpnType::PolicyBased));
    let other_sku = gateway.sku.get().map(|sku| sku.is_some_and(|sku| *sku != Sku::Basic));
    if all_hold([policy_based, other_sku, gateway.is_vpn()])? {
        let sku = gateway.sku.value().map_or("another", Sku::word);
        findings
            .add(
                &gateway.vpn_type,
                format!("vpnType PolicyBased requires the Basic SKU, but this gateway has {sku}"),
            )
            .help(
                "use vpnType RouteBased; if the gateway must stay policy-based, use the Basic SKU",
            )
            .related(&gateway.sku, "the SKU");
    }
    Ok(())
}
