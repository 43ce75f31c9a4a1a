#![doc = include_str!("README.md")]

use crate::facts;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite, Protocol};

declare_lint! {
    id: "pool-split-with-sstp",
    summary: "SSTP in addition to IKEv2 takes up to half of the client address pool",
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
    let (sstp, ikev2) = facts::sstp_and_ikev2(total);
    findings
        .add(&client.pool, format!("of the pool's {total} addresses, SSTP clients get {sstp} and IKEv2 clients {ikev2}"))
        .help("count users per protocol: SSTP never gets more than 128 addresses, and each gets half of a pool up to a /24; IKEv2 and OpenVPN share the whole pool")
        .related(&client.protocols, "both are offered");
    Ok(())
}
