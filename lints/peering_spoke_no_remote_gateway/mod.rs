#![doc = include_str!("README.md")]

use serde_json::Value;

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Gateway, Network, NetworkPeering, PointToSite, Range};

declare_lint! {
    id: "peering-spoke-no-remote-gateway",
    summary: "a peered network doesn't use the point-to-site gateway that it is offered",
    severity: Severity::Note,
    category: Category::Connection,
    symptoms: &["you still can't connect to Azure resources"],
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    _: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let Some(network) = context.estate.network_of(gateway)? else { return Ok(()) };
    let routes: Vec<_> = gateway.custom_routes.elements().filter_map(Result::ok).collect();
    for peering in &network.peerings {
        let place = NetworkPeering { network, peering };
        // Where the gateway is not offered, that is the first thing to fix.
        let Ok(true) = peering.allow_gateway_transit.is_on() else { continue };
        let Some(Some(remote)) = findings.or_not_evaluated(context.estate.remote_of(place)) else {
            continue;
        };
        let Some(Some(back)) = findings.or_not_evaluated(context.estate.way_back(place)) else {
            continue;
        };
        let Some(false) = findings.or_not_evaluated(back.use_remote_gateways.is_on()) else {
            continue;
        };
        let Some(true) =
            findings.or_not_evaluated(context.estate.may_use_gateway_of(place, remote))
        else {
            continue;
        };
        let flag = &back.use_remote_gateways;
        let edit = context.set_member(flag, "useRemoteGateways", &Value::Bool(true));
        let finding = findings.add(
            flag,
            format!(
                "peering '{}' doesn't use the gateway of {}, so clients can't reach {}",
                back.label(),
                network.label(),
                remote.label()
            ),
        );
        finding
            .help("if clients must reach this network, set useRemoteGateways to true, then download the client profile again")
            .about(remote.resource.subject())
            .related(&peering.allow_gateway_transit, "the gateway is offered here")
            .fix("use the gateway of the other network", Applicability::Unsafe, edit);
        if let Some((route, words)) = routes.iter().find(|(_, route)| leads_to(route, remote)) {
            finding.severity(Severity::Warning).related(
                *route,
                format!("clients get a route there: the gateway's custom route {words}"),
            );
        }
    }
    Ok(())
}

/// Whether a custom route of the gateway covers addresses of a network.
fn leads_to(route: &Range, network: &Network) -> bool {
    let spaces = network.address_space.known_items();
    spaces.iter().filter_map(|space| space.value()).any(|space| route.overlaps(space))
}
