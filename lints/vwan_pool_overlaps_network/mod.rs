#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::virtual_wan::{Against, Owner, overlaps};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Estate;

declare_lint! {
    id: "vwan-pool-overlaps-network",
    summary: "a client pool of Virtual WAN overlaps a virtual network that is connected to a hub",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Estate(check),
}

fn check(_: &Estate, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for overlap in overlaps(Against::Networks, context, findings) {
        let Owner::Network(network) = overlap.other.owner else { continue };
        let (pool, net, label) = (overlap.pool, overlap.other.net, network.label());
        findings
            .add(pool.at, format!("{pool} overlaps {net} of {label}, which is connected to a hub"))
            .help("choose a private range for clients that no hub and no network of the Virtual WAN uses")
            .related(overlap.other.at, format!("{label} has {net}"))
            .about(overlap.gateway.resource.subject());
    }
    Ok(())
}
