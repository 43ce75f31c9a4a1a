#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Gateway, Sku, all_hold};

declare_lint! {
    id: "basic-sku-active-active",
    summary: "a gateway with the Basic SKU is set to active-active",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if all_hold([gateway.active_active.is_on(), gateway.is_vpn_of(&Sku::Basic)])? {
        findings
            .add(&gateway.active_active, "activeActive is set on a Basic gateway, but the Basic SKU doesn't support it")
            .help("set activeActive to false with one IP configuration, or create a new gateway with VpnGw1AZ or a larger SKU")
            .related(&gateway.sku, "the SKU")
            .fix("write false", Applicability::Unsafe, context.replace_value(gateway.active_active.origin(), &false.into()));
    }
    Ok(())
}
