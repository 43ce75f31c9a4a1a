#![doc = include_str!("README.md")]

use std::net::IpAddr;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, Gateway, PointToSite};

declare_lint! {
    id: "radius-address-in-pool-or-gateway-subnet",
    summary: "a RADIUS server has an address of the client pool or of GatewaySubnet",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["812", "619"],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    if !client.authenticates_by(&Authentication::Radius)? {
        return Ok(());
    }
    let pools = findings.known(client.pool_prefixes());
    for server in client.radius.all()? {
        let Some(Some(text)) = findings.or_not_evaluated(server.address.get()) else { continue };
        let Ok(address) = text.trim().parse::<IpAddr>() else { continue };
        if let Some(pool) = pools.iter().find(|pool| pool.range.contains(address)) {
            findings
                .add(&server.address, format!("RADIUS server {address} lies in the {pool}"))
                .help("write the address that the server has")
                .related(pool.at, "the pool");
            continue;
        }
        let subnet = context.estate.gateway_subnet_of(gateway)?;
        let Some(place) =
            subnet.filter(|place| place.subnet.nets().any(|net| net.contains(&address)))
        else {
            continue;
        };
        findings
            .add(&server.address, format!("RADIUS server {address} lies in GatewaySubnet"))
            .help("write the address that the server has")
            .related(&place.subnet.ranges, "the subnet");
    }
    Ok(())
}
