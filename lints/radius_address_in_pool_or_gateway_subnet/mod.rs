#![doc = include_str!("README.md")]

use std::net::IpAddr;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, ClientPools, GatewaySubnet, PoolOwner, RadiusServer};

declare_lint! {
    id: "radius-address-in-pool-or-gateway-subnet",
    summary: "a RADIUS server's address lies in the client pool, or belongs to the gateway",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["812", "619"],
    since: "0.1.0",
    check: Check::ClientPools(check),
}

const HELP: &str = "use the server's actual address";

fn check(pools: &ClientPools<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let client = match pools.gateway {
        PoolOwner::InNetwork(_, client) => client,
        PoolOwner::InHub(gateway) => match context.estate.server_configuration_of(gateway)? {
            Some(server) => &server.client,
            None => return Ok(()),
        },
    };
    if !client.authenticates_by(&Authentication::Radius)? {
        return Ok(());
    }
    let prefixes = findings.known(pools.prefixes.iter().cloned());
    for server in client.radius.all()? {
        let Some(Some(text)) = findings.or_not_evaluated(server.address.get()) else { continue };
        let Ok(address) = text.trim().parse::<IpAddr>() else { continue };
        if let Some(pool) = prefixes.iter().find(|pool| pool.range.contains(address)) {
            findings
                .add(&server.address, format!("RADIUS server {address} lies in the {pool}"))
                .help(HELP)
                .about(pools.resource.subject())
                .related(pool.at, "the pool");
            continue;
        }
        in_the_gateways_own(&server, address, pools.gateway, context, findings)?;
    }
    Ok(())
}

/// Whether the address lies where only gateways are: in `GatewaySubnet`, or in the prefix of the hub.
fn in_the_gateways_own(
    server: &RadiusServer,
    address: IpAddr,
    gateway: PoolOwner<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    match gateway {
        PoolOwner::InNetwork(gateway, _) => {
            let subnet = context.estate.gateway_subnet_of(gateway)?;
            let holds =
                |place: &GatewaySubnet<'_>| place.subnet.nets().any(|net| net.contains(&address));
            if let Some(place) = subnet.filter(holds) {
                findings
                    .add(&server.address, format!("RADIUS server {address} lies in GatewaySubnet"))
                    .help(HELP)
                    .related(&place.subnet.ranges, "the subnet");
            }
        }
        PoolOwner::InHub(gateway) => {
            let Some(hub) = context.estate.hub_of(gateway)? else { return Ok(()) };
            if hub.address_prefix.get()?.is_some_and(|prefix| prefix.contains(address)) {
                findings
                    .add(
                        &server.address,
                        format!("RADIUS server {address} lies in the hub's address prefix"),
                    )
                    .help(HELP)
                    .about(gateway.resource.subject())
                    .related(&hub.address_prefix, "the hub");
            }
        }
    }
    Ok(())
}
