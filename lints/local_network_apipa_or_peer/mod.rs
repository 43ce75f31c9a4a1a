#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Estate, Field, Range, Reader};

declare_lint! {
    id: "local-network-apipa-or-peer",
    summary: "an address prefix of a local network gateway is for BGP sessions",
    severity: Severity::Warning,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Estate(check),
}

fn check(estate: &Estate, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let apipa = Range::parse("169.254.0.0/16");
    for site in &estate.local_network_gateways {
        let settings: Field<Reader> = site.properties.field("bgpSettings");
        let peer: Option<String> = settings.value().and_then(|settings| {
            settings.field::<String>("bgpPeeringAddress").value().map(|text| text.trim().to_owned())
        });
        for (at, range) in findings.known(site.address_space.elements()) {
            let Some(net) = range.net() else { continue };
            let inside = apipa.net().is_some_and(|apipa| apipa.contains(&net));
            let is_peer = net.prefix_len() == net.max_prefix_len()
                && peer.as_ref().is_some_and(|peer| *peer == net.addr().to_string());
            let what = match (inside, is_peer) {
                (true, _) => "is link-local and can't be routed",
                (_, true) => "is the peer's own BGP address, which gets a route automatically",
                _ => continue,
            };
            findings
                .add(at, format!("{range} of the local network gateway {what}"))
                .help("remove the prefix")
                .about(site.resource.subject());
        }
    }
    Ok(())
}
