#![doc = include_str!("README.md")]

use arm_template::Origin;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{FarEnd, Field, Gateway, NotEvaluated, PointToSite, Range};

declare_lint! {
    id: "pool-overlaps-peered-vnet",
    summary: "the client address pool overlaps a peered or connected virtual network",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &[
        "The point-to-site VPN connection is established, but you still can't connect to Azure resources",
    ],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

/// A range of another virtual network.
struct Foreign<'a> {
    network: String,
    how: &'static str,
    link: Origin,
    at: &'a Field<Range>,
    range: &'a Range,
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let foreign = foreign(gateway, context, findings)?;
    for pool in findings.known(client.pool_prefixes()) {
        let shared: Vec<_> =
            foreign.iter().filter(|other| other.range.overlaps(pool.range)).collect();
        let [first, rest @ ..] = &shared[..] else { continue };
        let more =
            if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        let finding = findings.add(
            pool.at,
            format!(
                "{pool} overlaps {} of the {} virtual network '{}'{more}",
                first.range, first.how, first.network
            ),
        );
        finding
            .help("choose a private range for clients that lies outside every network they reach");
        for other in &shared {
            finding.related(other.at, format!("'{}' has {}", other.network, other.range));
        }
        finding.related(&first.link, format!("it is {} here", first.how));
    }
    Ok(())
}

fn foreign<'a>(
    gateway: &'a Gateway,
    context: &Context<'a>,
    findings: &mut Findings<'_>,
) -> Result<Vec<Foreign<'a>>, NotEvaluated> {
    let mut foreign = Vec::new();
    let Some(network) = context.estate.network_of(gateway)? else { return Ok(foreign) };
    for neighbour in findings.known(context.estate.peered_with(network)) {
        for (at, range) in findings.known(neighbour.address_space.elements()) {
            foreign.push(Foreign {
                network: neighbour.name.clone(),
                how: "peered",
                link: neighbour.peering.clone(),
                at,
                range,
            });
        }
    }
    for far in findings.known(context.estate.far_ends(gateway)) {
        let FarEnd::Gateway(connection, other) = far else { continue };
        let link = connection.resource.origin().clone();
        let Some(other) = findings.or_not_evaluated(context.estate.network_of(other)).flatten()
        else {
            continue;
        };
        for (at, range) in findings.known(other.address_space.elements()) {
            foreign.push(Foreign {
                network: other.resource.subject().name,
                how: "connected",
                link: link.clone(),
                at,
                range,
            });
        }
    }
    Ok(foreign)
}
