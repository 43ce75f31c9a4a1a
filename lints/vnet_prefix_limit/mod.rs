#![doc = include_str!("README.md")]

use crate::facts::{LOCAL_NETWORK_PREFIXES, NETWORK_PREFIXES};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Gateway;

declare_lint! {
    id: "vnet-prefix-limit",
    summary: "there are more address prefixes around a gateway than it supports",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !gateway.is_vpn()? {
        return Ok(());
    }
    let mut sites: Vec<&crate::resource::LocalNetworkGateway> = Vec::new();
    for far in findings.known(context.estate.far_ends(gateway)) {
        if let crate::resource::FarEnd::Site(_, site) = far
            && !sites.iter().any(|other| std::ptr::eq(*other, site))
        {
            sites.push(site);
        }
    }
    for site in sites {
        let count = site.address_space.known_items().len();
        if count > LOCAL_NETWORK_PREFIXES {
            findings
                .add(
                    &site.address_space,
                    format!("{count} prefixes are set, but a local network gateway supports {LOCAL_NETWORK_PREFIXES}"),
                )
                .help("summarize ranges, or let the device advertise its routes with BGP")
                .about(site.resource.subject());
        }
    }
    let Some(network) = context.estate.network_of(gateway)? else { return Ok(()) };
    let mut count = network.address_space.known_items().len();
    for neighbour in findings.known(context.estate.peered_with(network)) {
        count += neighbour.address_space.known_items().len();
    }
    if count > NETWORK_PREFIXES {
        findings
            .add(
                &network.address_space,
                format!("{count} prefixes of {} and its peers, but a gateway supports {NETWORK_PREFIXES}", network.label()),
            )
            .help("summarize the address spaces, or use another gateway for some of the networks");
    }
    Ok(())
}
