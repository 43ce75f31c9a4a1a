#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, Sku};

declare_lint! {
    id: "basic-sku-production",
    summary: "the gateway has the Basic SKU, which is not meant for production",
    severity: Severity::Note,
    category: Category::Resilience,
    since: "0.1.0",
    peers: &[
        "e345b6c3-24bd-4c93-9bbb-7e5e49a17b78 (Azure Policy)",
        "AZR-000269 (PSRule)",
        "network_virtual_network_gateway_no_basic_sku (Powerpipe)",
    ],
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !gateway.is_vpn_of(&Sku::Basic)? {
        return Ok(());
    }
    let Some(limits) = Sku::Basic.limits() else { return Ok(()) };
    let machines = limits.virtual_machines.first().map_or(0, |(_, machines)| *machines);
    let message = format!(
        "a Basic gateway supports at most {} tunnels, {} SSTP clients and {machines} virtual machines",
        limits.tunnels, limits.sstp_clients,
    );
    findings.add(&gateway.sku, message).help(
        "for production, plan a new gateway with VpnGw1AZ or a larger SKU; a Basic gateway can't be upgraded in place",
    );
    Ok(())
}
