#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Gateway;

declare_lint! {
    id: "pool-ipam-allocation",
    summary: "the client address pool is an IPAM allocation, which Azure rejects",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["VpnClientAddressPoolNotSpecified"],
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let client = &gateway.vpn_client;
    // What a tool may have left out is not worth a word at every gateway without clients.
    if client.pool_allocations.is_not_there() {
        return Ok(());
    }
    if client.pool_allocations.items()?.is_empty() || !client.pool.items()?.is_empty() {
        return Ok(());
    }
    findings
        .add(&client.pool_allocations, "the client address pool is an IPAM allocation without addressPrefixes")
        .help("set the range in vpnClientAddressPool.addressPrefixes; reserve it manually in the IPAM pool");
    Ok(())
}
