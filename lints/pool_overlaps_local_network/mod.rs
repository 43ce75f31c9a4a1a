#![doc = include_str!("README.md")]

use crate::facts;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{FarEnd, Gateway, PointToSite, Range};

declare_lint! {
    id: "pool-overlaps-local-network",
    summary: "the client address pool overlaps the network of a connected site",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &[
        "The point-to-site VPN connection is established, but you still can't connect to Azure resources",
    ],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let pools = findings.known(client.pool_prefixes());
    for far in findings.known(context.estate.far_ends(gateway)) {
        let FarEnd::Site(connection, site) = far else { continue };
        let mut ranges = findings.known(site.address_space.elements());
        // A site that all traffic is sent to is no network that clients could have an address of.
        ranges.retain(|(_, range)| range.net().is_some_and(|net| net.prefix_len() > 1));
        // The site's own ranges first, then those that sum them up.
        ranges.sort_by_key(|(_, range)| is_summary(range));
        for pool in &pools {
            let shared: Vec<_> =
                ranges.iter().filter(|(_, range)| range.overlaps(pool.range)).collect();
            let [(_, first), ..] = &shared[..] else { continue };
            let name = site.resource.subject().name;
            let finding =
                findings.add(pool.at, format!("{pool} overlaps {first} of the site '{name}'"));
            finding.help("choose a private range for clients that no site uses");
            if is_summary(first) {
                finding.severity(Severity::Warning).help(format!(
                    "make sure that nothing at the site uses addresses of {}; list the site's own ranges instead of {first}",
                    pool.range
                ));
            }
            for (at, range) in &shared {
                finding.related(*at, format!("the site '{name}' has {range}"));
            }
            finding.related(
                &connection.local_network_gateway,
                "the gateway is connected with the site",
            );
        }
    }
    Ok(())
}

/// Whether it is a whole private block or more: it sums up the site's ranges and says little of which are in use.
fn is_summary(range: &Range) -> bool {
    range.net().is_some_and(|net| facts::PRIVATE.iter().any(|block| net.contains(block)))
}
