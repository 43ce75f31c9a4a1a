#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::virtual_wan::{Against, Owner, overlaps};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Estate;

declare_lint! {
    id: "vwan-pool-overlaps-hub",
    summary: "a client pool of Virtual WAN overlaps the address prefix of a virtual hub",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Estate(check),
}

fn check(estate: &Estate, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for overlap in overlaps(Against::Hubs, context, findings) {
        let Owner::Hub(hub) = overlap.other.owner else { continue };
        let own = estate.hub_of(overlap.gateway).ok().flatten();
        let whose = if own.is_some_and(|own| std::ptr::eq(own, hub)) { "its hub" } else { "hub" };
        let (pool, net) = (overlap.pool, overlap.other.net);
        let name = hub.resource.subject().name;
        findings
            .add(pool.at, format!("{pool} overlaps {net}, the address prefix of {whose} '{name}'"))
            .help("choose a private range for clients that no hub and no network of the Virtual WAN uses")
            .related(overlap.other.at, format!("'{name}' has {net}"))
            .about(overlap.gateway.resource.subject());
    }
    Ok(())
}
