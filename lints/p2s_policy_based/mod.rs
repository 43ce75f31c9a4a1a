#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite, VpnType};

declare_lint! {
    id: "p2s-policy-based",
    summary: "point-to-site is configured on a policy-based gateway",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["Target URI is not specified"],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    // An ExpressRoute gateway prints PolicyBased too, and has a lint of its own.
    if gateway.vpn_type.get()? != Some(&VpnType::PolicyBased) || !gateway.is_vpn()? {
        return Ok(());
    }
    findings
        .add(&gateway.vpn_type, "point-to-site requires vpnType RouteBased, but this gateway has PolicyBased")
        .help("deploy a new gateway with vpnType RouteBased and VpnGw1AZ or a larger SKU; the vpnType of a gateway can't be changed")
        .related(&client.pool, "point-to-site is configured here");
    Ok(())
}
