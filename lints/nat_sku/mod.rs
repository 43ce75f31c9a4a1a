#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, Reader, Sku};

declare_lint! {
    id: "nat-sku",
    summary: "NAT rules are configured on a SKU that doesn't support NAT",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let rules: Field<Vec<Reader>> = gateway.properties.field("natRules");
    if rules.is_not_there() || rules.items()?.is_empty() || !gateway.is_vpn()? {
        return Ok(());
    }
    let Some(sku) = gateway.sku.get()? else { return Ok(()) };
    if matches!(
        sku,
        Sku::Basic | Sku::VpnGw1 | Sku::VpnGw1Az | Sku::Standard | Sku::HighPerformance
    ) {
        findings
            .add(&rules, format!("NAT rules are configured, but {sku} doesn't support NAT"))
            .help("use VpnGw2AZ or a larger SKU, or remove the rules")
            .related(&gateway.sku, "the SKU");
    }
    Ok(())
}
