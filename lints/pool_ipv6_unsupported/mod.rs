#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite, Protocol, Sku};

declare_lint! {
    id: "pool-ipv6-unsupported",
    summary: "the client address pool has IPv6 addresses, which SSTP and the Basic SKU don't support",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    for pool in findings.known(client.pool_prefixes()) {
        if !pool.range.is_ipv6() {
            continue;
        }
        if gateway.sku.get()? == Some(&Sku::Basic) {
            findings
                .add(pool.at, format!("{pool} is IPv6, which the Basic SKU doesn't support"))
                .help("remove the IPv6 prefix, or deploy a gateway with another SKU")
                .related(&gateway.sku, "the SKU");
        } else if client.offers(&Protocol::Sstp)? {
            findings
                .add(pool.at, format!("{pool} is IPv6, which SSTP doesn't support"))
                .help("remove the IPv6 prefix, or offer only IKEv2 and OpenVPN")
                .related(&client.protocols, "SSTP is offered");
        }
    }
    Ok(())
}
