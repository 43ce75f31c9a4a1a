#![doc = include_str!("README.md")]

use crate::facts::CLASSIC_GATEWAYS;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Estate, Field, Peering, Reference, Resource, all_hold};

declare_lint! {
    id: "classic-gateway",
    summary: "a virtual network uses the gateway of a classic virtual network",
    severity: Severity::Warning,
    category: Category::Retirement,
    since: "0.1.0",
    check: Check::Estate(check),
}

fn check(estate: &Estate, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !CLASSIC_GATEWAYS.is_past(context.today) {
        return Ok(());
    }
    for network in &estate.networks {
        for peering in &network.peerings {
            let remote: &Field<Reference> = &peering.remote;
            let classic = remote.get().map(|remote| {
                let id = remote.and_then(Reference::id);
                id.is_some_and(|id| id.is_kind("Microsoft.ClassicNetwork/virtualNetworks"))
            });
            let used = all_hold([classic, peering.use_remote_gateways.is_on()]);
            if findings.or_not_evaluated(used).unwrap_or_default() {
                said(peering, &network.resource, findings);
            }
        }
    }
    Ok(())
}

fn said(peering: &Peering, network: &Resource, findings: &mut Findings<'_>) {
    let remote = peering.remote.value().and_then(Reference::id).map_or("(unknown)", |id| id.name());
    findings
        .add(
            &peering.use_remote_gateways,
            format!("the gateway of the classic network '{remote}' is used; classic gateways were retired in {CLASSIC_GATEWAYS}"),
        )
        .date(CLASSIC_GATEWAYS.from)
        .about(network.subject())
        .help("create a gateway in a Resource Manager virtual network, and peer with that network")
        .related(&peering.remote, "the classic network");
}
