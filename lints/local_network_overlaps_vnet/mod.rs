#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{FarEnd, Field, Gateway, Range, Reader};

declare_lint! {
    id: "local-network-overlaps-vnet",
    summary: "an address prefix of a connected site overlaps the virtual network",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let mut sites = Vec::new();
    for far in findings.known(context.estate.far_ends(gateway)) {
        if let FarEnd::Site(connection, site) = far {
            sites.push((connection, site));
        }
    }
    if sites.is_empty() {
        return Ok(());
    }
    let rules: Field<Vec<Reader>> = gateway.properties.field("natRules");
    if !rules.is_not_there() && !rules.items()?.is_empty() {
        return Ok(());
    }
    let Some(network) = context.estate.network_of(gateway)? else { return Ok(()) };
    let own = findings.known(network.address_space.elements());
    for (connection, site) in sites {
        for (at, range) in findings.known(site.address_space.elements()) {
            // A site that all traffic is sent to, or that sums up private blocks, is wider by design.
            if range.net().is_none_or(|net| net.prefix_len() <= 1) {
                continue;
            }
            let inside = |range: &Range, other: &Range| {
                range.net().zip(other.net()).is_some_and(|(a, b)| a.contains(&b))
            };
            let Some((place, other)) = own.iter().find(|(_, other)| inside(other, range)) else {
                continue;
            };
            findings
                .add(
                    at,
                    format!("{range} of the site lies in {other} of the gateway's own network"),
                )
                .help("list only the site's own prefixes")
                .about(site.resource.subject())
                .related(*place, "the range of the network")
                .related(connection.resource.origin().clone(), "the connection");
        }
    }
    Ok(())
}
