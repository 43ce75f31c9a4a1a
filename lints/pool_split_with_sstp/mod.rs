#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite, Protocol};

declare_lint! {
    id: "pool-split-with-sstp",
    summary: "SSTP beside IKEv2 leaves each only half of the client address pool",
    severity: Severity::Note,
    category: Category::Connection,
    symptoms: &["1292"],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    _: &Gateway,
    client: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    if !client.offers(&Protocol::Sstp)? || !client.offers(&Protocol::IkeV2)? {
        return Ok(());
    }
    let mut total = 0;
    for element in client.pool.elements() {
        let (_, range) = element?;
        total += range.size().filter(|_| !range.is_ipv6()).unwrap_or(0);
    }
    if total < 2 {
        return Ok(());
    }
    findings
        .add(&client.pool, format!("SSTP and IKEv2 clients get {} of the pool's {total} addresses each", total / 2))
        .help("count users per protocol and size the pool for twice the larger number, or offer IKEv2 with OpenVPN, which share the whole pool")
        .related(&client.protocols, "both are offered");
    Ok(())
}
