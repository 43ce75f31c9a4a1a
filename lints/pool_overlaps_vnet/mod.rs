#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, Network, PointToSite, PoolPrefix, Subnet};

declare_lint! {
    id: "pool-overlaps-vnet",
    summary: "the client address pool overlaps the gateway's own virtual network",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["VPN client address pool overlaps with the virtual network's address space"],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let Some(network) = context.estate.network_of(gateway)? else { return Ok(()) };
    let space = findings.known(network.address_space.elements());
    for pool in findings.known(client.pool_prefixes()) {
        let shared: Vec<_> = space.iter().filter(|(_, range)| range.overlaps(pool.range)).collect();
        let name = network.resource.subject().name;
        let subnet = gateway_subnet(network, &pool);
        let finding = match (&shared[..], subnet) {
            ([(_, range), ..], _) => findings.add(
                pool.at,
                format!("{pool} overlaps {range} in the address space of virtual network '{name}'"),
            ),
            ([], Some(_)) => findings
                .add(pool.at, format!("{pool} overlaps GatewaySubnet of virtual network '{name}'")),
            ([], None) => continue,
        };
        finding.help(format!(
            "choose a private range for clients that lies outside '{name}' and outside every network they reach"
        ));
        for (at, range) in &shared {
            finding.related(*at, format!("'{name}' has {range}"));
        }
        if let Some(subnet) = subnet {
            finding.related(&subnet.ranges, "GatewaySubnet lies in it");
        }
    }
    Ok(())
}

/// The gateway subnet, when it shares addresses with the pool.
fn gateway_subnet<'a>(network: &'a Network, pool: &PoolPrefix<'_>) -> Option<&'a Subnet> {
    let subnet = network.subnet(Subnet::GATEWAY)?;
    let overlaps = |range: &crate::resource::Range| range.overlaps(pool.range);
    subnet
        .ranges
        .known_items()
        .iter()
        .filter_map(|range| range.value())
        .any(overlaps)
        .then_some(subnet)
}
