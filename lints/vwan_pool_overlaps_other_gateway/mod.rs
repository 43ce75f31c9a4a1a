#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::virtual_wan::{Against, Owner, overlaps};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Estate;

declare_lint! {
    id: "vwan-pool-overlaps-other-gateway",
    summary: "two gateways of a Virtual WAN assign the same client addresses",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Estate(check),
}

fn check(_: &Estate, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for overlap in overlaps(Against::OtherGateways, context, findings) {
        let Owner::Pool(other, same) = overlap.other.owner else { continue };
        let (pool, name) = (overlap.pool, other.resource.subject().name);
        findings
            .add(
                pool.at,
                format!(
                    "{pool} overlaps {} of gateway '{name}' in the same Virtual WAN",
                    same.range
                ),
            )
            .help("use different client pools for each gateway of a Virtual WAN")
            .related(overlap.other.at, format!("the pool of '{name}'"))
            .about(overlap.gateway.resource.subject());
    }
    Ok(())
}
