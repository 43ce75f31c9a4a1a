#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, GatewayType, PointToSite};

declare_lint! {
    id: "p2s-gateway-type-not-vpn",
    summary: "point-to-site is configured on a gateway that is not a VPN gateway",
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
    match gateway.gateway_type.get()? {
        None | Some(GatewayType::Vpn) => {}
        Some(other) => {
            findings
                .add(&gateway.gateway_type, format!("point-to-site requires gatewayType Vpn, but this gateway has {other}"))
                .help("deploy a new gateway with gatewayType Vpn and vpnType RouteBased; the type of a gateway can't be changed")
                .related(&client.pool, "point-to-site is configured here");
        }
    }
    Ok(())
}
