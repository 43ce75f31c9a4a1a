#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, PointToSite};

declare_lint! {
    id: "high-bandwidth-with-point-to-site",
    summary: "point-to-site is configured on a gateway for high bandwidth tunnels",
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
    let large: Field<bool> = gateway.properties.field("enableHighBandwidthVpnGateway");
    if !large.is_not_there() && large.is_on()? {
        findings
            .add(&large, "a gateway for high bandwidth tunnels doesn't support point-to-site")
            .help("use a gateway without enableHighBandwidthVpnGateway for clients")
            .related(&client.pool, "point-to-site is configured here");
    }
    Ok(())
}
